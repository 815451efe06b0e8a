"""The talks about a vacancy, as one page tells them."""

from collections.abc import Sequence
from dataclasses import dataclass

from beneficiaries.models import Beneficiary
from employers.enums import Need
from employers.models import Negotiation, Vacancy
from employers.queries.reachable import (
    MOST_OPENED,
    log_of,
    musts_of,
    opened_by,
    reachable,
)
from employers.rules.negotiations import Change, Line, Terms, then_and_now
from mirec.accounts.models import User


@dataclass(frozen=True)
class Logged:
    """One line of the log in words."""

    row: Negotiation
    before: Terms | None
    after: Terms | None

    @property
    def gained(self) -> int:
        return self.row.reachable_after - self.row.reachable_before


@dataclass(frozen=True)
class Talks:
    """`opened`: the first persons whom the last change made reachable, `opened_count` of all."""

    lines: Sequence[Line]
    log: Sequence[Logged]
    reachable_count: int
    opened: Sequence[Beneficiary]
    opened_count: int

    @property
    def has_changes(self) -> bool:
        return any(line.is_changed for line in self.lines)


def talks_of(vacancy: Vacancy, user: User) -> Talks:
    log = [_logged(row) for row in log_of(vacancy)]
    now = {
        row.skill_id: (row.skill.label, Terms(Need(row.need), row.level))
        for row in vacancy.requirements.select_related("skill")
    }
    opened = opened_by(vacancy, user)
    return Talks(
        lines=then_and_now(now, [_change(each) for each in reversed(log)]),
        log=log,
        reachable_count=reachable(musts_of(vacancy)).count(),
        opened=list(opened[:MOST_OPENED]),
        opened_count=opened.count(),
    )


def _logged(row: Negotiation) -> Logged:
    return Logged(
        row, _terms(row.need_before, row.level_before), _terms(row.need_after, row.level_after)
    )


def _terms(need: str, level: int | None) -> Terms | None:
    return Terms(Need(need), level) if need else None


def _change(logged: Logged) -> Change:
    return Change(
        skill_id=logged.row.skill_id,
        label=logged.row.skill.label,
        before=logged.before,
        after=logged.after,
    )
