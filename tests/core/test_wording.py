from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest

from mirec.core import wording

ON = date(2026, 2, 5)


def plain(text: str) -> str:
    return text.replace(wording.NBSP, " ")


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        pytest.param(date(2026, 2, 9), "9 février", id="the year of the day is left out"),
        pytest.param(date(2025, 3, 12), "12 mars 2025", id="another year is said"),
        pytest.param(date(2026, 5, 1), "1er mai", id="the first is an ordinal"),
        pytest.param(
            datetime(2026, 1, 31, 23, 30, tzinfo=UTC), "1er février", id="an instant is Brussels'"
        ),
    ],
)
def test_a_day_is_said_in_letters(value, expected):
    assert plain(wording.day(value, ON)) == expected


def test_a_long_day_says_its_weekday_and_its_year():
    assert plain(wording.day_long(date(2026, 2, 9))) == "lundi 9 février 2026"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (date(2026, 2, 6), "demain"),
        (date(2026, 2, 5), "aujourd'hui"),
        (date(2026, 2, 4), "hier"),
        (date(2026, 2, 3), "il y a 2 jours"),
        (date(2026, 1, 6), "il y a 30 jours"),
        (date(2026, 1, 5), "5 janvier"),
        (date(2026, 2, 7), "7 février"),
    ],
)
def test_recent_days_are_relative_up_to_thirty(value, expected):
    assert plain(wording.ago(value, ON)) == expected


@pytest.mark.parametrize(
    ("minutes", "expected"),
    [
        (0, "0 min"),
        (45, "45 min"),
        (60, "1 h"),
        (450, "7 h 30"),
        (61, "1 h 01"),
        (-45, "\u221245 min"),
        (-90, "\u22121 h 30"),
    ],  # fmt: skip
)
def test_minutes_are_said_as_hours(minutes, expected):
    assert plain(wording.hours(minutes)) == expected


@pytest.mark.parametrize(
    ("amount", "expected"),
    [
        (Decimal("53"), "53,00 €"),
        (Decimal("1053.5"), "1 053,50 €"),
        (Decimal("-2"), "\u22122,00 €"),
    ],
)
def test_money_has_two_decimals_and_a_comma(amount, expected):
    assert plain(wording.euros(amount)) == expected


@pytest.mark.parametrize(
    ("number", "expected"), [(7, "7"), (20000, "20 000"), (Decimal("12.5"), "12,5"), (0, "0")]
)
def test_thousands_are_grouped_by_a_space(number, expected):
    assert plain(wording.thousands(number)) == expected


@pytest.mark.parametrize(
    ("count", "expected"), [(0, "0 personne"), (1, "1 personne"), (4, "4 personnes")]
)
def test_zero_and_one_are_singular(count, expected):
    assert plain(wording.plural(count, "personne")) == expected


def test_a_time_is_said_the_belgian_way():
    assert plain(wording.clock_time(time(8, 5))) == "8 h 05"


def test_a_name_keeps_its_capital_within_a_sentence():
    assert wording.uncapped("Le Forem") == "le Forem"


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("Olivier Petit", "d'Olivier Petit"),
        ("Émilie", "d'Émilie"),
        ("Ümit", "d'Ümit"),
        ("Rim", "de Rim"),
        ("Yasmine", "de Yasmine"),
        ("emploi", "d'emploi"),
        ("", "de "),
    ],
)
def test_de_loses_its_vowel_before_another(word, said):
    assert wording.of(word) == said
