"""Who has a file already is recognised, with the reason, and no more is told than may be seen."""

from datetime import date

import pytest
from django.db import connection
from django.urls import reverse

from beneficiaries.models import Beneficiary
from beneficiaries.models.people import heard
from beneficiaries.rules.births import near_births
from beneficiaries.twins import Described, may_be, twins_of, twins_of_file
from mirec.core.search import forgiving
from tests.factories import BeneficiaryFactory

BORN = date(1990, 5, 7)


@pytest.mark.parametrize(
    ("other", "is_near"),
    [
        pytest.param(date(1990, 5, 7), True, id="the same day"),
        pytest.param(date(1990, 7, 5), True, id="day and month exchanged"),
        pytest.param(date(1990, 5, 17), True, id="one figure of the day"),
        pytest.param(date(1996, 5, 7), True, id="one figure of the year"),
        pytest.param(date(1990, 6, 8), False, id="two figures"),
        pytest.param(date(1991, 5, 8), False, id="two figures, apart"),
    ],
)
def test_a_birth_date_is_near_when_one_slip_explains_it(other, is_near):
    assert (other in near_births(BORN)) == is_near
    assert (BORN in near_births(other)) == is_near


def test_a_leap_day_has_neighbours_that_exist():
    assert date(1992, 2, 29) in near_births(date(1992, 2, 29))
    assert all(day.month <= 12 for day in near_births(date(1992, 2, 29)))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("names", "born_on"),
    [
        (("Zoé", "D'Hondt-Léonard"), date(1990, 5, 17)),
        (("zoe", "d'hondt-leonard"), date(1990, 5, 17)),
        (("D'Hondt-Léonard", "Zoé"), date(1990, 5, 17)),
        (("Zoé", "D'Hondt-Léonard"), None),
    ],
    ids=["same", "no accents", "names swapped", "birth unknown"],
)
def test_accents_order_and_an_unknown_birth_hide_no_twin(names, born_on, coach):
    BeneficiaryFactory(first_name="Zoé", last_name="D'Hondt-Léonard", born_on=date(1990, 5, 17))
    assert twins_of(Described(*names, born_on), user=coach)


@pytest.fixture
def known(coach, team):
    return BeneficiaryFactory(
        first_name="Samira", last_name="Benali", born_on=BORN, coach=coach, team=team,
        phone="+32470112233",
    )  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("described", "why"),
    [
        pytest.param(
            {"first_name": "samira", "last_name": "BENALI", "born_on": BORN},
            "même nom, né·e le même jour",
            id="the same",
        ),
        pytest.param(
            {"first_name": "Benali", "last_name": "Samira", "born_on": BORN},
            "même nom, né·e le même jour",
            id="names swapped",
        ),
        pytest.param(
            {"first_name": "Samira", "last_name": "Benalli", "born_on": BORN},
            "nom qui sonne pareil, né·e le même jour",
            id="sounds alike",
        ),
        pytest.param(
            {"first_name": "Benalli", "last_name": "Samyra", "born_on": BORN},
            "nom qui sonne pareil, né·e le même jour",
            id="sounds alike, swapped",
        ),
        pytest.param(
            {"first_name": "Samira", "last_name": "Benally", "born_on": date(1990, 7, 5)},
            "nom qui sonne pareil, date de naissance à une erreur près",
            id="day and month exchanged",
        ),
        pytest.param(
            {"first_name": "Samira", "last_name": "Benalik", "born_on": BORN},
            "nom presque pareil, né·e le même jour",
            id="nearly the name",
        ),
        pytest.param(
            {"first_name": "Samira", "last_name": "Lambert", "phone": "+32470112233"},
            "même numéro de téléphone",
            id="the same phone and first name",
        ),
        pytest.param(
            {"first_name": "Samira", "last_name": "Benali"}, "même nom", id="birth date unknown"
        ),
    ],
)
def test_a_twin_is_recognised_and_says_why(described, why, known, coach):
    BeneficiaryFactory(first_name="Noah", last_name="Petit", coach=coach, phone="+32470112234")
    (twin,) = twins_of(Described(**described), user=coach)
    assert (twin.person, twin.why) == (known, why)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "described",
    [
        pytest.param(
            {"first_name": "Samira", "last_name": "Benali", "born_on": date(1984, 11, 30)},
            id="another birth date",
        ),
        pytest.param(
            {"first_name": "Samira", "last_name": "Lambert", "born_on": BORN}, id="another name"
        ),
        pytest.param(
            {"first_name": "Karim", "last_name": "Benali", "phone": "+32470112233"},
            id="a brother under the same roof",
        ),
        pytest.param(
            {"first_name": "Samyra", "last_name": "Benalli"}, id="sounds alike, no birth date"
        ),
    ],
)
def test_another_person_is_no_twin(described, known, coach):
    assert twins_of(Described(**described), user=coach) == []


@pytest.mark.django_db
def test_the_likeliest_comes_first_and_a_number_proves_most(known, coach):
    unsure = BeneficiaryFactory(
        first_name="Samira", last_name="Benali", born_on=None, coach=coach, phone=""
    )
    numbered = BeneficiaryFactory(first_name="Zoé", last_name="Lambert", coach=coach, phone="")
    who = Described("Samira", "Benali", BORN, niss=numbered.niss)
    assert [twin.person for twin in twins_of(who, user=coach)] == [numbered, known, unsure]


@pytest.mark.django_db
def test_a_merged_file_and_the_file_itself_are_no_twins(known, coach):
    gone = BeneficiaryFactory(first_name="Samira", last_name="Benali", born_on=BORN, coach=coach)
    assert [twin.person for twin in twins_of_file(known, user=coach)] == [gone]
    Beneficiary.objects.filter(pk=gone.pk).update(merged_into=known)
    assert twins_of_file(known, user=coach) == []


@pytest.mark.django_db
def test_of_another_team_s_file_only_its_number_and_team_are_told(
    known, coach, stranger_coach, client_of
):
    own = BeneficiaryFactory(
        first_name="Samira", last_name="Benalli", born_on=BORN, coach=stranger_coach,
        team=stranger_coach.team, phone="",
    )  # fmt: skip
    page = client_of(stranger_coach).get(reverse("beneficiaries:twins", args=[own.pk])).text
    assert known.file_number in page
    assert "Porte Ouest" in page
    assert "nom qui sonne pareil" in page
    assert "Benali<" not in page
    assert known.get_absolute_url() not in page
    assert reverse("beneficiaries:merge", args=[own.pk, known.pk]) not in page


@pytest.mark.django_db
def test_a_number_that_another_team_holds_is_refused_with_the_file_to_ask_for(
    known, stranger_coach, client_of
):
    data = {"first_name": "Zoé", "last_name": "Lambert", "niss": known.niss,
            "team": stranger_coach.team_id}  # fmt: skip
    page = client_of(stranger_coach).post(reverse("beneficiaries:create"), data).text
    assert f"dossier {known.file_number} (équipe Porte Ouest)" in page
    assert "Samira" not in page


@pytest.mark.django_db
def test_twins_are_found_by_the_indexes(known, coach, django_assert_num_queries):
    """One query, between the user's accesses and the setting of its transaction."""
    who = Described("Samyra", "Benalli", BORN, phone="+32470112233", niss=known.niss)
    with django_assert_num_queries(5):
        twins_of(who, user=coach)
    with forgiving(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_indexscan = off; SET LOCAL enable_indexonlyscan = off")
        plan = Beneficiary.objects.alias(sounds=heard()).filter(may_be(who)).explain()
    assert "Seq Scan on beneficiaries_beneficiary" not in plan
    assert "beneficiary_sound" in plan
    assert "beneficiary_phone" in plan
    assert "beneficiary_trgm" in plan
