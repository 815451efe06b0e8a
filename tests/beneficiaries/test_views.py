"""The pages of the file, as their readers see them."""

import re
from datetime import date, timedelta

import pytest
from django.core import mail
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from beneficiaries.models import Assessment, Beneficiary, FileOpening, Regime, Situation
from beneficiaries.niss import formatted
from beneficiaries.tabs import TABS
from mirec.core.periods import today
from tests.beneficiaries.filled import sent
from tests.factories import (
    AssessmentFactory,
    BeneficiaryFactory,
    BeneficiarySkillFactory,
    HandicapRecognitionFactory,
    LocalityFactory,
    SituationFactory,
    SkillFactory,
)

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}
QUERIES_OF_A_LIST = 8
BYTES_OF_A_LIST = 60_000


def at(name: str, *args) -> str:
    return reverse(f"beneficiaries:{name}", args=args)


def read(response) -> str:
    """The words of a page, its spaces made plain."""
    assert response.status_code == 200, response.status_code
    text = re.sub(r"<[^>]+>", " ", response.content.decode())
    return re.sub(r"\s+", " ", text.replace("&#x27;", "'").replace("\u00a0", " "))


@pytest.fixture
def names(client_of, coach):
    """`names(q="…")`: who the list shows to the coach."""

    def shown(user=coach, **query) -> list[str]:
        page = client_of(user).get(at("list"), query)
        return [str(row.record) for row in page.context["table"].rows]

    return shown


@pytest.fixture
def zoe(coach):
    return BeneficiaryFactory(
        coach=coach,
        first_name="Zoé",
        last_name="D'Hondt-Léonard",
        file_number="2026-0412",
        phone="+32470987654",
    )


@pytest.mark.parametrize(
    "typed",
    ["zoe", "LEONARD", "hondt zoé", "2026-0412", "0412", "0470 98 76 54", "0470/987654",
     "470 98 76", "+32 470 98 76 54"],
)  # fmt: skip
def test_a_person_is_found_by_what_one_knows(names, zoe, beneficiary, typed):
    assert names(q=typed) == [str(zoe)]


def test_a_person_is_found_by_the_exact_national_number(names, zoe, beneficiary):
    assert names(q=formatted(zoe.niss)) == [str(zoe)]
    assert names(q=zoe.niss[:8]) == []


def test_a_search_that_finds_nobody_says_what_to_do(client_of, coach, beneficiary):
    page = client_of(coach).get(at("list"), {"q": "zzz"})
    assert "Aucune personne ne correspond." in read(page)


@pytest.mark.parametrize("typed", ["%", "'", "\\", "_", "00000000000", "x" * 5000, "a\0b"])
def test_a_strange_search_answers_without_harm(client_of, coach, beneficiary, typed):
    assert client_of(coach).get(at("list"), {"q": typed}).status_code == 200


def test_the_list_narrows_by_coach_source_diploma_and_commune(names, coach, colleague, team):
    mine = BeneficiaryFactory(coach=coach, source="cpas", diploma="master")
    other = BeneficiaryFactory(
        coach=colleague,
        team=team,
        source="forem",
        diploma="primary",
        locality=LocalityFactory(postal_code="6200", name="Châtelet", commune="Châtelet"),
    )
    assert names(mine="on") == [str(mine)]
    assert names(coach=colleague.pk) == [str(other)]
    assert names(source="cpas") == [str(mine)]
    assert names(diploma="primary") == [str(other)]
    assert names(commune="Châtelet") == [str(other)]


def test_only_a_manager_narrows_by_team(client_of, names, coach, manager, other_beneficiary):
    assert "team" not in client_of(coach).get(at("list")).context["filter"].filters
    assert names(manager, team=other_beneficiary.team_id) == [str(other_beneficiary)]


def test_a_coach_lists_nobody_of_another_team(names, beneficiary, other_beneficiary):
    assert names() == [str(beneficiary)]


@pytest.mark.parametrize("column", ["name", "-age", "commune", "coach", "-last_contact_on"])
def test_the_list_sorts_by_its_columns(client_of, coach, beneficiary, column):
    assert client_of(coach).get(at("list"), {"sort": column}).status_code == 200


@pytest.mark.parametrize("many", [3, 30])
def test_the_list_asks_the_same_few_questions_for_3_and_for_30(
    client_of, coach, team, many, django_assert_max_num_queries: DjangoAssertNumQueries
):
    BeneficiaryFactory.create_batch(many, coach=coach, team=team)
    client = client_of(coach)
    with django_assert_max_num_queries(QUERIES_OF_A_LIST):
        client.get(at("list"))


def test_a_full_page_of_the_list_is_light(client_of, coach):
    BeneficiaryFactory.create_batch(
        60, coach=coach, diploma="upper_secondary", last_contact_on=today() - timedelta(days=9)
    )
    page = client_of(coach).get(at("list"))
    assert len(page.context["table"].paginated_rows) == 50
    assert len(page.content) < BYTES_OF_A_LIST


def test_the_head_says_who_the_person_is_and_never_the_national_number(
    client_of, coach, beneficiary
):
    AssessmentFactory(beneficiary=beneficiary, assessed_on=date(2026, 3, 2))
    words = read(client_of(coach).get(at("detail", beneficiary.pk)))
    for part in ("Noah Petit", "0470 12 34 56", beneficiary.file_number, "Nadia Ferrero"):
        assert part in words
    assert "Éligible au 2 mars 2026 : pas de CESS" in words
    assert beneficiary.niss not in words
    assert formatted(beneficiary.niss) not in words
    assert beneficiary.niss_masked not in words


def test_the_head_shows_two_matters_and_folds_the_others_away(client_of, coach, team):
    person = BeneficiaryFactory(incomplete=True, niss_digest=None, coach=None, team=team)
    head = client_of(coach).get(at("detail", person.pk)).context["person"]
    assert [alert.title for alert in head.alerts] == ["Éligibilité", "Jobcoach"]
    assert [alert.title for alert in head.more_alerts] == ["Numéro national"]


def test_the_head_warns_that_a_document_ends(client_of, coach, beneficiary):
    HandicapRecognitionFactory(beneficiary=beneficiary, expired=True)
    HandicapRecognitionFactory(
        beneficiary=beneficiary, kind="inami_invalidity", valid_until=today() + timedelta(days=30)
    )
    AssessmentFactory(beneficiary=beneficiary)
    words = read(client_of(coach).get(at("detail", beneficiary.pk)))
    assert "le document a expiré le" in words
    assert "le document expire le" in words


def test_every_tab_leads_somewhere_for_a_coach(client_of, coach, beneficiary):
    client = client_of(coach)
    tabs = client.get(at("detail", beneficiary.pk)).context["tabs"]
    assert [tab.label for tab in tabs] == [tab.label for tab in TABS]
    assert [tab.is_current for tab in tabs] == [True] + [False] * (len(TABS) - 1)
    for tab in tabs:
        assert client.get(tab.url).status_code == 200, tab.label


@pytest.mark.parametrize(
    "panel", ["panel-identity", "panel-eligibility", "panel-skills", "panel-history"]
)
def test_a_tab_is_a_fragment_for_htmx_and_a_page_by_itself(client_of, coach, beneficiary, panel):
    client = client_of(coach)
    page = client.get(at(panel, beneficiary.pk))
    fragment = client.get(at(panel, beneficiary.pk), headers=HTMX)
    assert "<html" in page.content.decode()
    assert 'aria-current="page"' in page.content.decode()
    assert "<html" not in fragment.content.decode()
    assert "HX-Request" in page["Vary"]


def test_each_opening_of_a_file_is_noted(client_of, coach, beneficiary):
    client = client_of(coach)
    opened = {
        "detail": "Dossier",
        "panel-identity": "Identité",
        "panel-eligibility": "Éligibilité",
        "panel-skills": "Compétences",
        "panel-history": "Historique",
        "edit": "Identité (modification)",
        "assess": "Évaluation de l'éligibilité",
        "situation-create": "Périodes",
        "handicap-create": "Documents de handicap",
    }
    for name, part in opened.items():
        client.get(at(name, beneficiary.pk))
        last = FileOpening.objects.first()
        assert (last.beneficiary, last.opened_by, last.part) == (beneficiary, coach, part)
    assert FileOpening.objects.count() == len(opened)


def test_a_refused_opening_leaves_no_trace_and_says_nothing(client_of, stranger_coach, beneficiary):
    response = client_of(stranger_coach).get(at("panel-identity", beneficiary.pk))
    assert response.status_code == 404
    assert not FileOpening.objects.exists()


def test_the_national_number_is_shown_on_request_only_and_the_request_is_noted(
    client_of, coach, beneficiary
):
    client = client_of(coach)
    masked = read(client.get(at("panel-identity", beneficiary.pk)))
    assert formatted(beneficiary.niss) not in masked
    assert beneficiary.niss_masked in masked
    shown = read(client.post(at("niss", beneficiary.pk), headers=HTMX))
    assert formatted(beneficiary.niss) in shown
    assert FileOpening.objects.first().part == "Numéro national"
    assert client.get(at("niss", beneficiary.pk)).status_code == 405


def test_a_coach_registers_a_person_and_arrives_in_the_file(client_of, coach):
    client = client_of(coach)
    form = client.get(at("create")).context["form"]
    data = sent(form, first_name="Zoé", last_name="Lambert", born_on="1990-05-17")
    words = read(client.post(at("create"), data, follow=True))
    person = Beneficiary.objects.get()
    assert person.file_number == f"{today().year}-0001"
    assert f"Zoé Lambert a le dossier {person.file_number}." in words
    assert person.coach == coach


def test_a_twin_is_shown_before_a_second_file_is_opened(client_of, coach, other_beneficiary):
    client = client_of(coach)
    data = {
        "first_name": "SANDRINE",
        "last_name": "hoyaux",
        "born_on": other_beneficiary.born_on.isoformat(),
        "team": coach.team_id,
    }
    page = client.post(at("create"), data)
    words = read(page)
    assert "Peut-être la même personne" in words
    assert other_beneficiary.file_number in words
    assert "né·e le même jour" in words
    assert "Sandrine" not in words
    assert formatted(other_beneficiary.niss) not in words
    assert 'value="SANDRINE"' in page.content.decode()
    client.post(at("create"), sent(page.context["form"]) | data)
    assert Beneficiary.objects.filter(coach=None, team=coach.team).count() == 1


def test_a_wrong_form_keeps_what_was_typed_beside_a_sentence(client_of, coach, beneficiary):
    client = client_of(coach)
    form = client.get(at("edit", beneficiary.pk)).context["form"]
    data = sent(form, niss="12345", studies="Boulangerie", locality="nulle part")
    page = client.post(at("edit", beneficiary.pk), data)
    words = read(page)
    assert "2 choses sont à corriger : rien n'est perdu." in words
    assert "celui-ci en a 5" in words
    for kept in ('value="12345"', 'value="Boulangerie"', 'value="nulle part"'):
        assert kept in page.content.decode()
    assert Beneficiary.objects.get(pk=beneficiary.pk).studies == ""


def test_a_change_by_a_colleague_meanwhile_is_not_overwritten_unseen(
    client_of, coach, colleague, beneficiary
):
    mine = sent(client_of(coach).get(at("edit", beneficiary.pk)).context["form"], studies="A")
    theirs = sent(client_of(colleague).get(at("edit", beneficiary.pk)).context["form"], studies="B")
    client_of(colleague).post(at("edit", beneficiary.pk), theirs)
    words = read(client_of(coach).post(at("edit", beneficiary.pk), mine))
    assert "Quelqu'un a modifié ces données entre-temps" in words
    assert Beneficiary.objects.get(pk=beneficiary.pk).studies == "B"


def test_localities_are_suggested_while_one_types(client_of, coach):
    LocalityFactory(postal_code="6001", name="Marcinelle", commune="Charleroi")
    page = client_of(coach).get(at("suggestions", "locality"), {"locality": "marci"})
    assert "6001 Marcinelle" in page.content.decode()
    assert client_of(coach).get(at("suggestions", "secrets")).status_code == 404


def test_a_page_with_a_form_does_not_carry_all_localities(client_of, coach):
    page = client_of(coach).get(at("create"))
    assert len(page.content) < 40_000


def test_a_period_is_added_changed_and_removed(client_of, coach, beneficiary):
    client = client_of(coach)
    data = {"kind": "registered", "starts_on": "2025-01-06"}
    words = read(client.post(at("situation-create", beneficiary.pk), data, follow=True))
    assert "6 janvier 2025 court encore" in words
    row = Situation.objects.get()
    client.post(at("situation-edit", row.pk), data | {"ends_on": "2025-03-31"})
    assert Situation.objects.get().ends_on == date(2025, 3, 31)
    assert "Retirer cette période" in read(client.get(at("situation-delete", row.pk)))
    client.post(at("situation-delete", row.pk))
    assert not Situation.objects.exists()


def test_a_document_about_handicap_is_added_and_removed(client_of, coach, beneficiary):
    client = client_of(coach)
    data = {"kind": "recognition", "valid_from": "2025-01-06"}
    words = read(client.post(at("handicap-create", beneficiary.pk), data, follow=True))
    assert "du 6 janvier 2025" in words
    client.post(at("handicap-delete", beneficiary.handicap_recognitions.get().pk))
    assert not beneficiary.handicap_recognitions.exists()


def test_a_skill_is_added_from_the_library_and_removed(client_of, coach, beneficiary):
    SkillFactory(label="Souder à l'arc")
    client = client_of(coach)
    data = {"skill": "souder", "level": "2", "origin": "training", "evidence": "Attestation"}
    words = read(client.post(at("skill-create", beneficiary.pk), data, follow=True))
    assert "Technique 1 Souder à l'arc Avec de l'aide" in words
    assert "La formation Attestation" in words
    client.post(at("skill-delete", beneficiary.skills.get().pk))
    assert not beneficiary.skills.exists()


@pytest.mark.parametrize(
    ("name", "factory"),
    [
        ("situation-edit", SituationFactory),
        ("situation-delete", SituationFactory),
        ("handicap-delete", HandicapRecognitionFactory),
        ("skill-delete", BeneficiarySkillFactory),
        ("assessment-detail", AssessmentFactory),
    ],
)
def test_a_row_of_another_team_does_not_exist(client_of, coach, other_beneficiary, name, factory):
    row = factory(beneficiary=other_beneficiary)
    assert client_of(coach).get(at(name, row.pk)).status_code == 404


def test_the_verdict_follows_the_facts_while_one_answers(client_of, coach, beneficiary):
    SituationFactory(beneficiary=beneficiary, registered=True)
    client = client_of(coach)
    page = client.get(at("assess", beneficiary.pk))
    assert page.context["answered"].verdict == "eligible"
    data = sent(page.context["form"], diploma="master", registered_unoccupied="false")
    words = read(client.post(at("assess", beneficiary.pk), data, headers=HTMX))
    assert "Non éligible" in words
    assert "Décret du 13.12.2023, art. 3, § 1er, al. 1er, 7°" in words
    assert not Assessment.objects.exists(), "looking records nothing"
    assert FileOpening.objects.count() == 1, "and the file was opened once"


def test_the_preview_says_what_to_mend_first(client_of, coach, beneficiary):
    client = client_of(coach)
    data = sent(client.get(at("assess", beneficiary.pk)).context["form"], born_on="2090-01-01")
    words = read(client.post(at("assess", beneficiary.pk), data, headers=HTMX))
    assert "Corrigez d'abord ce qui suit" in words
    assert "Date de naissance : La naissance est postérieure au jour évalué." in words


def test_a_day_without_any_text_in_force_says_so(client_of, coach, beneficiary):
    Regime.objects.filter(code="R2024").update(valid_to=date(2025, 12, 31))
    words = read(client_of(coach).get(at("assess", beneficiary.pk)))
    assert "Aucun régime n'est en vigueur ce jour-là." in words


def test_an_assessment_is_recorded_and_read_back_condition_by_condition(
    client_of, coach, beneficiary
):
    SituationFactory(beneficiary=beneficiary, registered=True)
    client = client_of(coach)
    data = sent(client.get(at("assess", beneficiary.pk)).context["form"])
    client.post(at("assess", beneficiary.pk), data)
    assessment = Assessment.objects.get()
    assert (assessment.assessed_by, assessment.verdict) == (coach, "eligible")
    words = read(client.get(assessment.get_absolute_url()))
    for part in (
        "Ne pas disposer du CESS ni d'un titre équivalent",
        "Pas de CESS ni de titre équivalent",
        "Il manque les mois d'inscription" if assessment.criteria_met == [] else "Rempli",
        "Diplôme le plus élevé Enseignement secondaire inférieur",
        "Nadia Ferrero",
    ):
        assert part in words


def test_an_assessment_under_a_former_text_is_read_with_that_text(client_of, coach, beneficiary):
    client = client_of(coach)
    form = client.get(at("assess", beneficiary.pk)).context["form"]
    data = sent(form, assessed_on="2020-05-01", registered_unoccupied="true")
    client.post(at("assess", beneficiary.pk), data)
    assert Assessment.objects.get().regime.code == "R2009"


@pytest.mark.parametrize(
    ("panel", "factory"),
    [("panel-skills", BeneficiarySkillFactory), ("panel-eligibility", AssessmentFactory)],
)
def test_a_tab_asks_the_same_questions_for_3_rows_and_for_30(
    client_of, coach, beneficiary, django_assert_max_num_queries, panel, factory
):
    client = client_of(coach)
    factory.create_batch(3, beneficiary=beneficiary)
    with django_assert_max_num_queries(20) as few:
        client.get(at(panel, beneficiary.pk), headers=HTMX)
    factory.create_batch(27, beneficiary=beneficiary)
    with django_assert_max_num_queries(len(few)):
        client.get(at(panel, beneficiary.pk), headers=HTMX)


def test_the_own_space_is_opened_from_the_file_by_a_mailed_link(client_of, coach):
    person = BeneficiaryFactory(coach=coach, email="zoe@example.be")
    words = read(client_of(coach).post(at("own-space", person.pk), follow=True))
    assert "Un lien est parti vers zoe@example.be." in words
    assert Beneficiary.objects.get(pk=person.pk).user.roles == ["beneficiary"]
    (letter,) = mail.outbox
    assert letter.to == ["zoe@example.be"]
    assert "/mot-de-passe/lien/" in letter.body


def test_the_own_space_of_a_person_without_address_is_refused_in_words(client_of, coach):
    person = BeneficiaryFactory(coach=coach, email="")
    words = read(client_of(coach).post(at("own-space", person.pk), follow=True))
    assert "Il faut d'abord noter l'adresse e-mail" in words
    assert not mail.outbox
