"""The rows of the support after a hire, for the person `beneficiary`."""

from types import SimpleNamespace

from django.utils import timezone

from coaching.enums import OpinionSide
from coaching.services.checks import opinion_purpose
from mirec.core.links import issue_link
from tests.access.addresses import Address, of_the_person, row
from tests.factories import (
    DifficultyFactory,
    HireCheckFactory,
    OpinionFactory,
    PlacementFactory,
    SkillTestFactory,
)

skill_test = of_the_person(SkillTestFactory)
job = of_the_person(PlacementFactory)


def check(cast: SimpleNamespace) -> Address:
    return row(HireCheckFactory(placement__beneficiary=cast.beneficiary))


def side(cast: SimpleNamespace) -> Address:
    return Address((*check(cast).args, OpinionSide.WORKER.value))


def opinion_link(side: OpinionSide):
    """A builder of the address that a side got by mail."""

    def build(cast: SimpleNamespace) -> Address:
        (pk,) = check(cast).args
        purpose = opinion_purpose(side)
        token = issue_link(purpose=purpose, target=pk, at=timezone.now(), days=2, by=None)
        return Address((token,))

    return build


worker_link = opinion_link(OpinionSide.WORKER)
employer_link = opinion_link(OpinionSide.EMPLOYER)


def difficulty(cast: SimpleNamespace) -> Address:
    return row(DifficultyFactory(placement__beneficiary=cast.beneficiary, health=True))


def fill_job(placement) -> None:
    """One unmistakable text in each place where news of a job are kept."""
    told = HireCheckFactory(placement=placement, alarming=True)
    OpinionFactory(hire_check=told, side="worker", score=1, comment="Secret-Ouvrier")
    OpinionFactory(hire_check=told, side="employer", comment="Secret-Patron")
    DifficultyFactory(placement=placement, note="Secret-Trajet")
    DifficultyFactory(placement=placement, health=True, note="Secret-Dos")
