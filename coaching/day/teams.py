"""The same matters for who steers the house: how many in each team, then whose; no ranking."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count, F, QuerySet, Value

from coaching.day.lines import Line, Moment, Source
from coaching.day.queue import BY_MATTER, SOURCES
from coaching.enums import Matter
from mirec.accounts.models import Team, User

PER_PAGE = 50


@dataclass(frozen=True)
class Cell:
    team: Team
    count: int


@dataclass(frozen=True)
class MatterRow:
    """One matter in each team, the teams by name."""

    matter: Matter
    cells: list[Cell]

    @property
    def total(self) -> int:
        return sum(cell.count for cell in self.cells)


@dataclass(frozen=True)
class Waiting:
    teams: list[Team]
    rows: list[MatterRow]

    @property
    def totals(self) -> list[int]:
        """What waits in each team, all matters together."""
        return [
            sum(row.cells[place].count for row in self.rows) for place in range(len(self.teams))
        ]


def waiting_by_team(user: User, moment: Moment) -> Waiting:
    """One query for all matters."""
    teams = list(Team.objects.all())
    first, *others = (_counted(source, user, moment) for source in SOURCES)
    counts = Counter(
        {(matter, team): total for matter, team, total in first.union(*others, all=True)}
    )
    return Waiting(
        teams,
        [
            MatterRow(source.matter, [Cell(team, counts[source.matter, team.pk]) for team in teams])
            for source in SOURCES
        ],
    )


def _counted(source: Source, user: User, moment: Moment) -> QuerySet:
    """Matter, team and how many, of each team where something waits."""
    rows = source.of_teams(user, moment).order_by()
    of_team = rows.values(matter_name=Value(source.matter.value), team_key=F(source.team))
    return of_team.annotate(total=Count("pk")).values_list("matter_name", "team_key", "total")


def rows_of_team(user: User, team: Team, matter: Matter, moment: Moment) -> QuerySet:
    """What waits in a team, coach by coach in the order of their names."""
    source = BY_MATTER[matter]
    rows = source.of_teams(user, moment, team)
    named = rows.annotate(
        coach_name=F(f"{source.coach}__name_key"),
        coach_first=F(f"{source.coach}__first_name"),
        coach_last=F(f"{source.coach}__last_name"),
    )
    return named.order_by(F("coach_name").asc(nulls_last=True), *rows.query.order_by)


@dataclass(frozen=True)
class CoachLine:
    """A line to read, beside the name of the coach whose it is."""

    coach: str
    line: Line


def lines_of(matter: Matter, rows: list, moment: Moment) -> list[CoachLine]:
    lines = BY_MATTER[matter].lines(rows, moment)
    return [CoachLine(_name(row), line.to_read()) for row, line in zip(rows, lines, strict=True)]


def _name(row) -> str:
    return f"{row.coach_first} {row.coach_last}" if row.coach_name else "Sans jobcoach"
