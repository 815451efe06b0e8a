"""The list of hiring aids: a change is a new row, and what is typed wrong is said."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from employers.models import HiringAid
from employers.queries.aids import aids_in_force
from employers.services.aids import change_aid, end_aid, record_aid
from mirec.core.periods import today
from tests.factories import (
    HiringAidFactory,
    UserFactory,
)
from tests.training.test_races import race

pytestmark = pytest.mark.django_db
ON = date(2026, 3, 2)


def text_of(response) -> str:
    text = response.content.decode().replace("\u00a0", " ").replace("&#x27;", "'")
    return " ".join(text.split())


def words(**changes) -> dict:
    return {
        "label": "Impulsion 12 mois+",
        "summary": "Une allocation.",
        "conditions": [{"code": "unoccupied_more", "months": 18}],
        "source": "Décret de demain, art. 2",
        "is_certain": True,
        "valid_to": None,
    } | changes


def test_a_change_is_a_new_row_and_the_former_ends_the_day_before(manager):
    former = aids_in_force(ON).get(code="impulsion-12")
    new = change_aid(aid=former, by=manager, valid_from=date(2027, 1, 1), **words())
    former.refresh_from_db()
    assert former.valid_to == date(2026, 12, 31)
    assert (new.code, new.created_by) == ("impulsion-12", manager)
    assert aids_in_force(date(2026, 12, 31)).get(code="impulsion-12") == former
    assert aids_in_force(date(2027, 1, 1)).get(code="impulsion-12") == new


REFUSED = {
    "before the former row": ({"valid_from": date(2026, 1, 1)}, "commence le"),
    "a condition that no rule reads": ({"conditions": [{"code": "moon"}]}, "n'existe pas"),
    "no source": ({"source": ""}, "vide"),
    "an end before the start": ({"valid_to": date(2026, 6, 1)}, "précéder le début"),
}


@pytest.mark.parametrize(("given", "sentence"), REFUSED.values(), ids=REFUSED)
def test_a_change_is_refused_and_leaves_the_former_row(manager, given, sentence):
    former = aids_in_force(ON).get(code="impulsion-12")
    data = {"valid_from": date(2027, 1, 1)} | words() | given
    with pytest.raises(ValidationError) as refusal:
        change_aid(aid=former, by=manager, **data)
    assert sentence in " ".join(refusal.value.messages)
    former.refresh_from_db()
    assert former.valid_to is None


def test_two_rows_of_an_aid_never_share_a_day(manager):
    with pytest.raises(ValidationError, match="déjà une ligne"):
        record_aid(by=manager, code="impulsion-12", valid_from=ON, **words())


def test_an_aid_ends_once(manager):
    aid = HiringAidFactory()
    end_aid(aid=aid, on=date(2026, 6, 30))
    with pytest.raises(ValidationError, match="déjà pris fin"):
        end_aid(aid=aid, on=date(2026, 12, 31))


@pytest.mark.django_db(transaction=True)
def test_of_two_changes_at_once_one_is_told():
    by, aid = UserFactory(manager=True), HiringAidFactory(code="deux")
    change = {"aid": aid, "by": by, "valid_from": date(2026, 7, 1), **words()}
    answers = race(*[lambda: change_aid(**change)] * 2)
    assert sum(isinstance(each, ValidationError) for each in answers) == 1
    assert HiringAid.objects.filter(code="deux").count() == 2


def sent(*lines: dict, **changes) -> dict:
    data = {
        "label": "Aide nouvelle",
        "summary": "Une prime.",
        "source": "Décret, art. 1er",
        "valid_from": "2026-09-01",
        "valid_to": "",
        "conditions-TOTAL_FORMS": str(len(lines)),
        "conditions-INITIAL_FORMS": "0",
    } | changes
    for number, line in enumerate(lines):
        filled = {"code": "", "number": "", "text": "", "way": "0"} | line
        data |= {f"conditions-{number}-{key}": value for key, value in filled.items()}
    return data


def test_the_manager_notes_an_aid_line_by_line(client_of, manager):
    lines = (
        {"code": "age_below", "number": "26", "way": "1"},
        {"code": "registered"},
        {"code": "to_check", "text": "moins de 10 personnes"},
        {},
    )
    url = reverse("employers:aid-create")
    client_of(manager).post(url, sent(*lines, code="aide-neuve"))
    assert HiringAid.objects.get(code="aide-neuve").conditions == [
        {"code": "age_below", "years": 26, "way": 1},
        {"code": "registered"},
        {"code": "to_check", "text": "moins de 10 personnes"},
    ]


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ({"code": "age_below"}, "Indiquez le chiffre"),
        ({"code": "to_check"}, "Dites ce qui est à vérifier"),
        ({"code": "moon"}, "Sélectionnez"),
        ({"code": "registered", "way": "9"}, "Sélectionnez"),
    ],
)
def test_a_line_that_lacks_something_is_said_and_nothing_is_lost(
    client_of, manager, line, sentence
):
    url = reverse("employers:aid-create")
    page = text_of(client_of(manager).post(url, sent(line, code="aide-neuve")))
    assert sentence in page
    assert "Aide nouvelle" in page
    assert not HiringAid.objects.filter(code="aide-neuve").exists()


def test_the_change_form_shows_the_conditions_as_they_stand(client_of, manager):
    aid = aids_in_force(ON).get(code="impulsion-25")
    browser, url = client_of(manager), reverse("employers:aid-change", args=[aid.pk])
    assert 'name="conditions-0-code"' in text_of(browser.get(url))
    browser.post(url, sent({"code": "age_below", "number": "27"}, valid_from="2027-01-01"))
    changed = aids_in_force(date(2027, 1, 1)).get(code="impulsion-25")
    assert changed.conditions == [{"code": "age_below", "years": 27}]


def test_an_aid_is_ended_on_its_page(client_of, manager):
    aid = HiringAidFactory()
    url = reverse("employers:aid-end", args=[aid.pk])
    assert "pas encore commencé" in text_of(client_of(manager).post(url, {"on": "2019-01-01"}))
    client_of(manager).post(url, {"on": "2026-12-31"})
    aid.refresh_from_db()
    assert aid.valid_to == date(2026, 12, 31)


@pytest.mark.parametrize("query", [{}, {"jour": "2018-06-01"}, {"jour": "\0"}])
def test_the_list_is_read_on_a_day(client_of, prospector, query):
    page = text_of(client_of(prospector).get(reverse("employers:aid-list"), query))
    assert ("700 € par mois" in page) is (query.get("jour") != "\0")
    assert reverse("employers:aid-create") not in page


def test_the_list_asks_no_more_queries_when_it_is_longer(client_of, manager):
    browser, url = client_of(manager), reverse("employers:aid-list")

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert browser.get(url).status_code == 200
        return len(queries)

    few = asked()
    HiringAidFactory.create_batch(10, valid_to=today())
    HiringAidFactory.create_batch(10, valid_to=date(2021, 1, 1))
    assert asked() == few
