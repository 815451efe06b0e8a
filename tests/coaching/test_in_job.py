"""Difficulties of a job and the validation of skills: kept, sealed, proved, shown in the file."""

from datetime import timedelta
from html import unescape

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from beneficiaries.enums import SkillLevel, SkillOrigin
from beneficiaries.models import FileOpening
from coaching.enums import HireMark, ValidationResult
from coaching.models import Difficulty, SkillTest
from coaching.services.checks import follow_checks
from coaching.services.difficulties import rewrite_difficulty
from coaching.services.skill_tests import plan_test, settle_test
from mirec.core.periods import months_before, today
from tests.factories import (
    BeneficiarySkillFactory,
    DifficultyFactory,
    HireCheckFactory,
    OpinionFactory,
    PartnerFactory,
    PlacementFactory,
    SkillFactory,
    SkillTestFactory,
)

pytestmark = pytest.mark.django_db


def text_of(response) -> str:
    return unescape(response.content.decode())


def at(name: str, *args) -> str:
    return reverse(f"coaching:{name}", args=args)


@pytest.fixture
def placement(beneficiary):
    return PlacementFactory(beneficiary=beneficiary, starts_on=today() - timedelta(days=40))


# Difficulties


def typed(**changes) -> dict:
    return {
        "kind": "mobility",
        "note": "Le bus arrive trop tard.",
        "mediation": "Horaire décalé d'une demi-heure.",
        "noted_on": today().isoformat(),
        "solved_on": "",
        **changes,
    }


def test_a_difficulty_is_noted_with_the_mediation(client_of, coach, placement):
    client_of(coach).post(at("difficulty-create", placement.pk), typed())
    difficulty = Difficulty.objects.get()
    assert (difficulty.placement, difficulty.created_by) == (placement, coach)
    assert difficulty.mediation == "Horaire décalé d'une demi-heure."
    block = text_of(client_of(coach).get(at("in-job", placement.beneficiary_id)))
    assert "Le bus arrive trop tard." in block
    assert "En cours" in block


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        pytest.param({"noted_on": "2099-01-01"}, "n'est pas encore passé", id="to come"),
        pytest.param(
            {"solved_on": (today() - timedelta(days=3)).isoformat()},
            "se résout après avoir été notée",
            id="solved before",
        ),
        pytest.param({"kind": "money"}, "Sélectionnez un choix valide", id="no such kind"),
    ],
)
def test_a_difficulty_that_cannot_be_is_refused_in_words(
    client_of, coach, placement, changes, sentence
):
    content = text_of(
        client_of(coach).post(at("difficulty-create", placement.pk), typed(**changes))
    )
    assert sentence in content
    assert "Le bus arrive trop tard." in content
    assert not Difficulty.objects.exists()


@pytest.fixture
def sealed(placement):
    return DifficultyFactory(
        placement=placement, health=True, note="Secret-Dos", mediation="Secret-Siège"
    )


def test_the_words_of_health_are_on_no_page_that_is_merely_read(client_of, coach, sealed):
    client = client_of(coach)
    for url in (
        at("in-job", sealed.placement.beneficiary_id),
        at("difficulty-edit", sealed.pk),
        reverse("employers:panel", args=[sealed.placement.beneficiary_id]),
        sealed.placement.get_absolute_url(),
    ):
        assert "Secret" not in text_of(client.get(url)), url


def test_they_open_on_request_and_the_opening_is_kept(client_of, coach, sealed):
    response = client_of(coach).post(at("difficulty-open", sealed.pk))
    assert "Secret-Dos" in text_of(response)
    assert "Secret-Siège" in text_of(response)
    assert "no-store" in response["Cache-Control"]
    opening = FileOpening.objects.get(part__contains="santé")
    assert (opening.beneficiary, opening.opened_by) == (sealed.placement.beneficiary, coach)


def test_sealed_words_left_empty_stay_and_its_kind_too(client_of, coach, sealed):
    sent = typed(kind="mobility", note="", mediation="Nouveau siège") | {
        "solved_on": today().isoformat()
    }
    client_of(coach).post(at("difficulty-edit", sealed.pk), sent)
    sealed.refresh_from_db()
    assert (sealed.kind, sealed.note, sealed.mediation) == ("health", "Secret-Dos", "Nouveau siège")
    assert sealed.solved_on == today()
    rewrite_difficulty(difficulty=sealed, by=coach, kind="other", note="")
    sealed.refresh_from_db()
    assert (sealed.kind, sealed.note) == ("health", "Secret-Dos")


def test_an_ordinary_one_may_be_emptied_and_may_become_sealed(client_of, coach, placement):
    difficulty = DifficultyFactory(placement=placement)
    sent = typed(kind="health", note="", mediation="")
    client_of(coach).post(at("difficulty-edit", difficulty.pk), sent)
    difficulty.refresh_from_db()
    assert (difficulty.kind, difficulty.note) == ("health", "")


def test_a_stale_form_is_told_once(client_of, coach, sealed):
    client = client_of(coach)
    page = text_of(client.get(at("difficulty-edit", sealed.pk)))
    version = page.split('name="version" value="')[1].split('"')[0]
    Difficulty.objects.filter(pk=sealed.pk).update(solved_on=today())
    sent = typed(note="", mediation="", version=version)
    assert "Quelqu'un a modifié" in text_of(client.post(at("difficulty-edit", sealed.pk), sent))


def test_a_placement_of_another_team_is_not_found(client_of, stranger_coach, placement):
    url = at("difficulty-create", placement.pk)
    assert client_of(stranger_coach).post(url, typed()).status_code == 404


# Validation of skills


def test_a_test_is_planned_in_a_centre(client_of, coach, beneficiary, placement):
    skill, centre = SkillFactory(), PartnerFactory()
    client_of(coach).post(
        at("skill-test-plan", beneficiary.pk),
        {
            "skill": skill.label,
            "centre": centre.pk,
            "test_on": (today() + timedelta(days=20)).isoformat(),
            "placement": placement.pk,
        },
    )
    test = SkillTest.objects.get()
    assert (test.skill, test.centre, test.placement) == (skill, centre, placement)
    again = client_of(coach).post(at("skill-test-plan", beneficiary.pk), {"skill": skill.label})
    assert "Une épreuve est déjà prévue pour cette compétence." in text_of(again)


def test_another_person_s_contract_cannot_be_chosen(client_of, coach, beneficiary):
    other = PlacementFactory()
    sent = {"skill": SkillFactory().label, "placement": other.pk}
    client_of(coach).post(at("skill-test-plan", beneficiary.pk), sent)
    assert not SkillTest.objects.exists()


def test_nobody_is_tested_before_eighteen(beneficiary, coach):
    beneficiary.born_on = months_before(today(), 17 * 12)
    with pytest.raises(ValidationError, match="dès 18 ans"):
        plan_test(beneficiary=beneficiary, skill=SkillFactory(), test_on=today(), by=coach)


def test_a_success_proves_a_skill_that_was_not_noted(client_of, coach, placement):
    test = SkillTestFactory(beneficiary=placement.beneficiary, placement=placement)
    sent = {
        "result": "passed",
        "result_on": today().isoformat(),
        "title": "Aide-cuisinier, unité 2",
        "level": "3",
    }
    client_of(coach).post(at("skill-test-result", test.pk), sent)
    test.refresh_from_db()
    assert (test.result, test.title) == (ValidationResult.PASSED, "Aide-cuisinier, unité 2")
    held = placement.beneficiary.skills.get(skill=test.skill)
    assert (held.level, held.evidence) == (SkillLevel.ALONE, "Aide-cuisinier, unité 2")
    assert held.origin == SkillOrigin.WORK
    assert placement.beneficiary.skill_ratings.get().rated_on == today()


@pytest.mark.parametrize(
    ("before", "proved", "after"),
    [
        pytest.param(SkillLevel.STARTS, SkillLevel.ALONE, SkillLevel.ALONE, id="raised"),
        pytest.param(SkillLevel.TEACHES, SkillLevel.ALONE, SkillLevel.TEACHES, id="never lowered"),
    ],
)
def test_a_success_raises_the_level_that_was_noted(beneficiary, coach, before, proved, after):
    held = BeneficiarySkillFactory(
        beneficiary=beneficiary, level=before, origin=SkillOrigin.TRAINING
    )
    test = SkillTestFactory(beneficiary=beneficiary, skill=held.skill)
    settle_test(
        test=test, result=ValidationResult.PASSED, result_on=today(), by=coach, level=proved,
        title="Titre",
    )  # fmt: skip
    held.refresh_from_db()
    assert (held.level, held.evidence, held.origin) == (after, "Titre", SkillOrigin.TRAINING)


def test_a_failure_changes_no_skill_and_the_result_is_noted_once(beneficiary, coach):
    test = SkillTestFactory(beneficiary=beneficiary)
    settled = {"result_on": today(), "by": coach}
    settle_test(test=test, result=ValidationResult.FAILED, title="Rien", **settled)
    test.refresh_from_db()
    assert (test.result, test.title) == (ValidationResult.FAILED, "")
    assert not beneficiary.skills.exists()
    with pytest.raises(ValidationError, match="déjà noté"):
        settle_test(test=test, result=ValidationResult.PASSED, **settled)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        pytest.param({"result_on": "2099-01-01"}, "une fois connu", id="to come"),
        pytest.param({"result": "failed"}, "quand l'épreuve est réussie", id="title of a failure"),
        pytest.param({"result": "planned"}, "Sélectionnez un choix valide", id="planned"),
    ],
)
def test_a_result_that_cannot_be_is_refused_in_words(
    client_of, coach, beneficiary, changes, sentence
):
    test = SkillTestFactory(beneficiary=beneficiary)
    sent = {
        "result": "passed", "result_on": today().isoformat(), "title": "Titre", "level": "3",
        **changes,
    }  # fmt: skip
    content = text_of(client_of(coach).post(at("skill-test-result", test.pk), sent))
    assert sentence in content
    test.refresh_from_db()
    assert test.result == ValidationResult.PLANNED


# The block of the file


def test_the_block_shows_each_state_of_a_check(client_of, coach, placement):
    follow_checks(placement=placement, on=placement.starts_on)
    placement.checks.filter(mark=HireMark.DAY_15).update(done_on=today(), done_by=coach)
    follow_checks(placement=placement, on=today())
    OpinionFactory(hire_check=placement.checks.get(mark=HireMark.DAY_15), comment="Bien reçu")
    block = text_of(client_of(coach).get(at("in-job", placement.beneficiary_id)))
    for word in ("Deuxième jour", "sans objet", "fait le", "en retard", "Six mois", "Bien reçu"):
        assert word in block


def test_the_tab_fetches_the_block(client_of, coach, placement):
    tab = text_of(client_of(coach).get(reverse("employers:panel", args=[placement.beneficiary_id])))
    assert at("in-job", placement.beneficiary_id) in tab


def test_a_contract_that_is_over_is_folded(client_of, coach, beneficiary):
    old = PlacementFactory(beneficiary=beneficiary, ended=True)
    HireCheckFactory(placement=old, done=True)
    block = text_of(client_of(coach).get(at("in-job", beneficiary.pk)))
    assert "1\xa0contrat terminé" in block


def test_the_block_runs_the_same_queries_however_much_it_shows(
    client_of, coach, beneficiary, django_assert_num_queries, django_assert_max_num_queries
):
    def fill(count: int) -> None:
        for _ in range(count):
            job = PlacementFactory(beneficiary=beneficiary)
            OpinionFactory(hire_check__placement=job)
            DifficultyFactory(placement=job)
            SkillTestFactory(beneficiary=beneficiary, placement=job)

    client, url = client_of(coach), at("in-job", beneficiary.pk)
    fill(1)
    client.get(url, headers={"HX-Request": "true"})
    with django_assert_max_num_queries(14) as few:
        client.get(url, headers={"HX-Request": "true"})
    fill(3)
    with django_assert_num_queries(len(few)):
        client.get(url, headers={"HX-Request": "true"})
