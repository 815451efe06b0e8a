"""How many derogations are left: the arithmetic agrees with granting them one by one."""

from decimal import Decimal

import pytest

from beneficiaries.enums import QuotaBase
from beneficiaries.rules.regimes import QuotaRule
from coaching.rules.quota import QuotaCount
from reporting.ceilings import quota_view
from reporting.rules import share


def granted_one_by_one(count: QuotaCount) -> int:
    granted = 0
    while count.allows_one_more:
        count, granted = count.after_one_more, granted + 1
    return granted


@pytest.mark.parametrize("base_kind", QuotaBase)
@pytest.mark.parametrize("rate", ["0.10", "0.20", "0.3333"])
@pytest.mark.parametrize(
    ("derogated", "base"), [(0, 0), (0, 1), (0, 9), (0, 10), (1, 10), (7, 181), (19, 181), (50, 99)]
)
def test_what_is_left_is_what_could_be_granted_one_by_one(base_kind, rate, derogated, base):
    rule = QuotaRule(rate=Decimal(rate), base=base_kind, article="art. 3")
    count = QuotaCount(2025, derogated, base, rule)
    assert count.left == granted_one_by_one(count)


@pytest.mark.parametrize(
    ("value", "base", "expected"), [(1, 3, 0.3333), (0, 5, 0.0), (5, 5, 1.0), (0, 0, None)]
)
def test_a_share_has_four_decimals_and_none_without_a_whole(value, base, expected):
    assert share(value, base) == expected


LINE = {
    "regime": "R2009",
    "label": "Décret",
    "derogated": 3,
    "base": 10,
    "base_label": "personnes",
    "share": 0.3,
    "rate": 0.2,
    "ceiling": 2,
    "left": 0,
    "is_respected": False,
    "is_in_force": True,
    "article": "art. 3",
    "condition": "la personne est loin de l'emploi",
    "needs_authorisation": True,
}


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({}, "Plafond dépassé de 1 personne."),
        ({"derogated": 5}, "Plafond dépassé de 3 personnes."),
        ({"is_respected": True}, "Plafond atteint : aucune marge."),
        ({"is_respected": True, "left": 1}, "Plafond respecté : marge de 1 dérogation."),
        ({"is_respected": True, "left": 2}, "Plafond respecté : marge de 2 dérogations."),
        (
            {"is_respected": True, "is_in_force": False},
            "Plafond respecté ; ce régime n'est plus en vigueur.",
        ),
    ],
)
def test_the_state_of_a_quota_is_said_in_one_sentence(changed, expected):
    said = quota_view(LINE | changed).sentence
    assert said.replace("\u202f", " ").replace("\u00a0", " ") == expected


def test_what_the_text_asks_besides_the_ceiling_is_said():
    asked = "Sur autorisation du Gouvernement, si la personne est loin de l'emploi."
    assert quota_view(LINE).note == asked
    assert quota_view(LINE | {"condition": "", "needs_authorisation": False}).note == ""
