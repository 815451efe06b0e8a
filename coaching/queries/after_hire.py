"""« Dans l'emploi »: the contracts of a person with their checks, opinions and difficulties, and
what a check is told by each side.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, OuterRef, Prefetch, Q

from beneficiaries.models import Beneficiary
from coaching.enums import OpinionScore, OpinionSide
from coaching.models import Difficulty, HireCheck, Opinion, SkillTest
from coaching.rules.after_hire import call_reason
from coaching.services.opinions import refusal_of
from coaching.services.questions import Recipient, asked_of, recipient_of
from employers.models import Placement
from mirec.core.models import OneUseLink


@dataclass(frozen=True)
class Followed:
    """A contract; its rows come oldest first, the difficulties newest first."""

    placement: Placement
    checks: Sequence[HireCheck]
    difficulties: Sequence[Difficulty]
    is_running: bool

    @property
    def marks(self) -> list["Mark"]:
        return [Mark(check) for check in self.checks]

    @property
    def opinions(self) -> list["Said"]:
        return [said for mark in self.marks for said in mark.said]


@dataclass(frozen=True)
class Said:
    """An answer, without the other side's."""

    opinion: Opinion
    mark: str

    @property
    def score(self) -> OpinionScore:
        return OpinionScore(self.opinion.score)

    @property
    def who(self) -> str:
        return OpinionSide(self.opinion.side).label


@dataclass(frozen=True)
class Mark:
    """A check as the timeline shows it."""

    check: HireCheck

    @property
    def said(self) -> list[Said]:
        mark = self.check.get_mark_display()
        return [Said(opinion, mark) for opinion in self.check.opinions.all()]

    def is_due(self, on: date) -> bool:
        return self.check.is_waiting and self.check.due_on <= on


def followed_jobs(beneficiary: Beneficiary, on: date) -> list[Followed]:
    """The contracts that have checks or difficulties, the youngest first; four queries."""
    laid = Exists(HireCheck.objects.filter(placement=OuterRef("pk")))
    hard = Exists(Difficulty.objects.filter(placement=OuterRef("pk")))
    checks = HireCheck.objects.prefetch_related("opinions").select_related("done_by")
    rows = (
        Placement.objects.filter(Q(laid) | Q(hard), beneficiary=beneficiary)
        .select_related("employer")
        .prefetch_related(
            Prefetch("checks", checks),
            Prefetch("difficulties", Difficulty.objects.with_open_words()),
        )
    )
    return [
        Followed(
            row,
            row.checks.all(),
            row.difficulties.all(),
            is_running=_runs(row, on),
        )
        for row in rows
    ]


def _runs(row: Placement, on: date) -> bool:
    """A first interim mission that is over carries the checks of those that follow it."""
    if row.last_day is None or row.last_day >= on:
        return True
    return any(check.is_waiting for check in row.checks.all())


def tests_of(beneficiary: Beneficiary) -> list[SkillTest]:
    rows = SkillTest.objects.filter(beneficiary=beneficiary)
    return list(rows.select_related("skill", "centre"))


@dataclass(frozen=True)
class Side:
    """One side of a check: its answer, or the question as it was put.

    `link` is the newest address given; `recipient` is None when that side cannot be written to.
    """

    side: OpinionSide
    said: Said | None
    link: OneUseLink | None
    recipient: Recipient | None
    refusal: str
    is_open: bool


def sides_of(check: HireCheck, on: date, at: datetime) -> list[Side]:
    said = {opinion.side: Said(opinion, "") for opinion in check.opinions.all()}
    links = asked_of(check)
    return [
        Side(
            side,
            said.get(side),
            links.get(side),
            recipient_of(check, side),
            refusal_of(check, side, on),
            is_open=_holds(links.get(side), at),
        )
        for side in OpinionSide
    ]


def _holds(link: OneUseLink | None, at: datetime) -> bool:
    return link is not None and not (link.used_at or link.revoked_at) and at <= link.expires_at


def call_sentence(check: HireCheck) -> str:
    """Why the answers ask for a call."""
    rows = check.opinions.all()
    return call_reason({OpinionSide(row.side): OpinionScore(row.score) for row in rows})
