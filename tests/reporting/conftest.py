"""A small house with a bit of everything, and its report."""

from copy import deepcopy
from datetime import date

import pytest

from beneficiaries.models import Regime
from reporting.services.annual import compute_annual, fingerprint
from tests.factories import (
    AttendanceFactory,
    FollowUpFactory,
    JourneyFactory,
    PlacementFactory,
    QualitativeSectionFactory,
    StoryFactory,
)

ON = date(2025, 12, 20)
YEAR = 2025
TRAITS = ("towards_employment", "sustained", "derogated", "refused", "gave_up", "oriented")


def furnish() -> None:
    """Parcours of every kind, a contract, a presence, a follow-up and the manager's words."""
    regime = Regime.objects.get(code="R2024")
    for trait in TRAITS:
        journey = JourneyFactory(on=ON, regime=regime, **{trait: True})
        FollowUpFactory(beneficiary=journey.beneficiary, on=ON)
        PlacementFactory(beneficiary=journey.beneficiary, on=ON)
    AttendanceFactory()
    QualitativeSectionFactory(year=YEAR, title="L'année <b>", text="Premier.\n\nSecond.")
    StoryFactory(year=YEAR, pseudonym="Leïla", text="Elle a choisi.")
    StoryFactory(year=YEAR, pseudonym="Marco", text="Pas d'accord.", consented_on=None)


MADE: dict[str, object] = {}
"""Computed once a run: the small house is the same each time, and nobody changes what it gave."""


@pytest.fixture
def content(db) -> dict:
    """The small house's report, computed by the first test that asks."""
    if "content" not in MADE:
        furnish()
        MADE["content"] = compute_annual(YEAR, ON)
    return deepcopy(MADE["content"])


@pytest.fixture
def sha256(content) -> str:
    return fingerprint(content)


@pytest.fixture
def lasting_house(transactional_db) -> None:
    """The small house, committed: what a snapshot or another process needs to see it."""
    furnish()
