"""One box finds what the user may see, however it is typed, and nothing else."""

import pytest
from django.db import connection
from django.urls import reverse

from beneficiaries.models import Beneficiary
from beneficiaries.niss import formatted
from coaching.enums import Audience
from mirec.core.search import forgiving
from mirec.finding.found import begins
from mirec.finding.search import search
from mirec.finding.typed import read
from tests.factories import (
    BeneficiaryFactory,
    EmployerFactory,
    FollowUpFactory,
    ObstacleFactory,
    ProgrammeFactory,
    SiteFactory,
    StepFactory,
    VacancyFactory,
)

pytestmark = pytest.mark.django_db


def labels(text: str, user, group: str = "persons") -> list[str]:
    found = {each.key: each.rows for each in search(read(text), user)}
    return [row.label for row in found.get(group, ())]


@pytest.fixture
def samira(team, coach):
    return BeneficiaryFactory(
        first_name="Samira", last_name="Benali", team=team, coach=coach, phone="+32470123456"
    )


@pytest.mark.parametrize(
    "typed",
    ["Samira Benali", "benali samira", "SAMIRA", "benalli", "smaira", "samra benaly", "be sa"],
)
def test_a_person_is_found_by_name_with_mistakes(typed, samira, coach):
    BeneficiaryFactory(first_name="Noah", last_name="Petit", coach=coach)
    assert labels(typed, coach) == ["Samira Benali"]


@pytest.mark.parametrize(
    "typed",
    ["0470123456", "0470 12 34 56", "0470/12.34.56", "+32 470 12 34 56", "+32 (0)470 123456",
     "0032470123456", "470123456", "047012"],
)  # fmt: skip
def test_a_person_is_found_by_phone_however_it_is_written(typed, samira, coach):
    BeneficiaryFactory(coach=coach, phone="+32499000000")
    assert labels(typed, coach) == ["Samira Benali"]


@pytest.mark.parametrize("typed", ["2026-0412", "0412", "2026-04", "412"])
def test_a_person_is_found_by_the_file_number_or_a_part_of_it(typed, coach, samira):
    Beneficiary.objects.filter(pk=samira.pk).update(file_number="2026-0412")
    BeneficiaryFactory(coach=coach)
    assert labels(typed, coach) == ["Samira Benali"]


def test_the_whole_number_comes_before_those_that_hold_it(coach):
    for name, number in (("Ana", "2026-4120"), ("Bea", "2026-0412"), ("Cléo", "2025-0412")):
        person = BeneficiaryFactory(first_name=name, last_name="Petit", coach=coach)
        Beneficiary.objects.filter(pk=person.pk).update(file_number=number)
    assert labels("2026-0412", coach) == ["Bea Petit"]
    assert labels("412", coach) == ["Bea Petit", "Cléo Petit", "Ana Petit"]


def test_the_national_number_finds_whole_or_not_at_all(samira, coach, prospector):
    whole = samira.niss
    assert labels(whole, coach) == ["Samira Benali"]
    assert labels(f"{whole[:6]} {whole[6:9]} {whole[9:]}", coach) == ["Samira Benali"]
    assert labels(whole[:10], coach) == []
    assert labels(whole, prospector) == []


def test_a_search_never_answers_with_a_national_number(samira, coach, client_of):
    page = client_of(coach).post(reverse("finding:search"), {"q": "benali"})
    assert samira.niss not in page.text
    assert formatted(samira.niss) not in page.text


def test_another_team_s_file_is_not_found_and_a_manager_finds_all(
    samira, stranger_coach, manager, coordinator
):
    for typed in ("benali", "0470123456", samira.file_number, samira.niss):
        assert labels(typed, stranger_coach) == []
    assert labels("benali", manager) == ["Samira Benali"]


def test_who_opens_no_file_finds_profiles_by_name_alone(samira, prospector, administrator):
    (group,) = search(read("benali"), prospector)
    assert group.rows[0].url == reverse("employers:profile", args=[samira.pk])
    assert samira.file_number not in group.rows[0].detail
    assert labels("0470123456", prospector) == []
    assert labels(samira.file_number, prospector) == []
    assert search(read("benali"), administrator) == []


def test_a_merged_file_is_not_found(samira, coach, prospector):
    kept = BeneficiaryFactory(coach=coach, first_name="Zoé", last_name="Lambert")
    Beneficiary.objects.filter(pk=samira.pk).update(merged_into=kept)
    for user in (coach, prospector):
        assert labels("benali", user) == []


def test_employers_vacancies_programmes_and_actions_are_found_with_mistakes(samira, coach):
    bakery = EmployerFactory(name="Boulangerie Colard", phone="+3271998877")
    SiteFactory(employer=bakery, unit_number="2000000042")
    VacancyFactory(title="Magasinier en entrepôt")
    ProgrammeFactory(title="Soudage à l'arc")
    StepFactory(beneficiary=samira, title="Demander l'attestation du CPAS")
    assert labels("boulangeri colar", coach, "employers") == ["Boulangerie Colard"]
    assert labels("071 99 88 77", coach, "employers") == ["Boulangerie Colard"]
    assert labels("2.000.000.042", coach, "employers") == ["Boulangerie Colard"]
    assert labels("magasinié", coach, "vacancies") == ["Magasinier en entrepôt"]
    assert labels("soudage", coach, "programmes") == ["Soudage à l'arc"]
    assert labels("atestation cpas", coach, "steps") == ["Demander l'attestation du CPAS"]


def test_actions_of_another_team_or_done_are_not_found(samira, coach, stranger_coach, prospector):
    StepFactory(beneficiary=samira, title="Inscrire au permis")
    StepFactory(beneficiary=samira, title="Inscrire à la crèche", done=True)
    assert labels("inscrire", coach, "steps") == ["Inscrire au permis"]
    assert labels("inscrire", stranger_coach, "steps") == []
    assert labels("inscrire", prospector, "steps") == []


def test_what_is_private_or_sealed_is_not_searched(samira, coach, manager):
    FollowUpFactory(
        beneficiary=samira, created_by=coach, audience=Audience.PRIVATE, text="Papillonnage"
    )
    FollowUpFactory(beneficiary=samira, created_by=coach, sealed_text="Papillonnage")
    ObstacleFactory(beneficiary=samira, sealed=True, note="Papillonnage")
    for user in (coach, manager):
        assert search(read("papillonnage"), user) == []


@pytest.mark.parametrize(
    ("typed", "label"),
    [
        ("parcours", "Parcours"),
        ("pacours", "Parcours"),
        ("inscrire", "Inscrire une personne"),
        ("nouvelle offre", "Encoder une offre"),
        ("mot de passe", "Changer mon mot de passe"),
    ],
)
def test_a_page_is_found_by_its_name(typed, label, coach):
    assert labels(typed, coach, "pages")[0] == label


def test_only_the_pages_of_one_s_rights_are_offered(coach, manager, administrator):
    assert "Importer ROME ou ESCO" in labels("importer", manager, "pages")
    assert "Importer ROME ou ESCO" not in labels("importer", coach, "pages")
    assert labels("parcours", administrator, "pages") == []


def test_what_is_there_comes_before_what_only_resembles(coach, samira):
    BeneficiaryFactory(first_name="Christine", last_name="Piette", coach=coach)
    VacancyFactory(title="Cariste")
    assert [group.key for group in search(read("cariste"), coach)] == ["vacancies", "persons"]


@pytest.mark.parametrize("typed", ["", " ", "a", "\0", "%", "\\", "'", "((", "é" * 500, "²²²"])
def test_nothing_typed_breaks_it(typed, samira, coach):
    search(read(typed), coach)
    assert len(search(read("a"), coach)) == 0


def test_the_number_of_queries_does_not_depend_on_what_is_found(
    coach, client_of, django_assert_num_queries, samira
):
    """Session, user, temporary accesses, two for the transaction, one setting, one per source."""
    client, url = client_of(coach), reverse("finding:search")
    for _ in range(3):
        BeneficiaryFactory(first_name="Samira", coach=coach)
        VacancyFactory(title="Samira recrute")
    with django_assert_num_queries(11):
        page = client.post(url, {"q": "samira"}, headers={"HX-Request": "true"})
    assert page.text.count('role="option"') == 7


def test_persons_are_searched_by_the_indexes(samira):
    """Of two rows a plain index would be read whole: it is put aside to see what remains."""
    rows = Beneficiary.objects.all()
    with forgiving(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_indexscan = off; SET LOCAL enable_indexonlyscan = off")
        plan = rows.resembling("benalli").explain()
        number = rows.filter(file_number__contains="0412").explain()
        phone = rows.filter(begins("phone", read("0470 12 34").phones)).explain()
    assert "beneficiary_trgm" in plan
    assert "beneficiary_heard" in plan
    assert "Seq Scan" not in plan
    assert "beneficiary_number_trgm" in number
    assert "beneficiary_phone" in phone


def test_without_script_the_results_are_a_page(samira, coach, client_of):
    client, url = client_of(coach), reverse("finding:search")
    assert "Que cherchez-vous" in client.get(url).text
    page = client.post(url, {"q": "benalli"})
    assert samira.get_absolute_url() in page.text
    assert "Résultats pour « benalli »" in page.text
    assert "Rien n'y ressemble" in client.post(url, {"q": "xyzxyz"}).text
    assert "no-store" in page["Cache-Control"]


def test_the_box_is_on_the_pages_of_the_staff_and_not_on_the_person_s(
    client_of, coach, administrator, beneficiary
):
    for user in (coach, administrator):
        assert 'id="recherche"' in client_of(user).get("/", follow=True).text
    own = client_of(beneficiary.user)
    assert 'id="recherche"' not in own.get("/", follow=True).text
    assert own.post(reverse("finding:search"), {"q": "benali"}).status_code == 403
