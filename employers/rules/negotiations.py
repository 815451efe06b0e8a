"""What did the employer ask first, what stands now, and is a change one of words or of a slip?"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from beneficiaries.enums import SkillLevel
from employers.enums import Need
from employers.rules.skills import NEEDS


@dataclass(frozen=True)
class Terms:
    """How much a skill is needed, and from which level on."""

    need: Need
    level: int

    @property
    def words(self) -> str:
        """« indispensable, en autonomie »."""
        return f"{self.need.label.lower()}, {SkillLevel(self.level).label.lower()}"


@dataclass(frozen=True, kw_only=True)
class Change:
    """One agreed change; None before is a skill added, None after one dropped."""

    skill_id: int
    label: str
    before: Terms | None
    after: Terms | None


@dataclass(frozen=True)
class Line:
    """A skill as it was asked first and as it stands; None where it was or is not asked."""

    label: str
    first: Terms | None
    now: Terms | None

    @property
    def is_changed(self) -> bool:
        return self.first != self.now


def then_and_now(
    now: Mapping[int, tuple[str, Terms]], changes: Iterable[Change]
) -> tuple[Line, ...]:
    """Every skill ever asked, in the order of needs as first asked, then by name.

    `changes` in the order in which they were recorded: the first of a skill says what was asked
    before anyone negotiated; a skill without any was never discussed.
    """
    first = {skill: terms for skill, (_, terms) in now.items()}
    labels = {skill: label for skill, (label, _) in now.items()}
    seen: set[int] = set()
    for change in changes:
        if change.skill_id not in seen:
            first[change.skill_id] = change.before
            labels.setdefault(change.skill_id, change.label)
            seen.add(change.skill_id)
    lines = [
        Line(labels[skill], first.get(skill), now[skill][1] if skill in now else None)
        for skill in labels
    ]
    return tuple(sorted(lines, key=_place))


def _place(line: Line) -> tuple[int, str]:
    terms = line.first or line.now
    return (NEEDS.index(terms.need) if terms else len(NEEDS), line.label.casefold())


@dataclass(frozen=True, kw_only=True)
class Recording:
    """How fresh a vacancy is: who noted it and when, and whether anything came of it yet."""

    recorded_by: int | None
    recorded_on: date
    has_proposals: bool
    has_negotiations: bool


def may_correct(recording: Recording, *, by: int, on: date) -> bool:
    """A slip of the pen is put right without a trace.

    Only by who noted the vacancy, on the day itself, before anyone is proposed and before
    anything was negotiated: later the requirement was acted upon, and a change is a fact to keep.
    """
    return (
        recording.recorded_by == by
        and recording.recorded_on == on
        and not recording.has_proposals
        and not recording.has_negotiations
    )
