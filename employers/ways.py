"""Where can a missing skill be acquired or proven? Asked of the apps that organise it.

A higher app registers the dotted path of a function `(skills, on) -> Iterable[Way]`; each asks the
database one question, however many skills there are.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from mirec.core.registries import Registry
from mirec.core.wording import day, plural


@dataclass(frozen=True, kw_only=True)
class Way:
    """One place where a skill is taught, or proven; a number or a day that is None is not known.

    `url` is for who holds `verb` only. What merely proves a skill fills no gap. `key` names the
    place for who plans it: its means and its row, « training-12 ».
    """

    skill_id: int
    label: str
    key: str = ""
    place: str = ""
    starts_on: date | None = None
    ends_on: date | None = None
    days_count: int | None = None
    free_places: int | None = None
    url: str = ""
    verb: str = ""
    teaches: bool = True

    def words(self, on: date) -> str:
        """« Cariste, groupe 2 : dès le 12 mars, 6 jours, 4 places libres »."""
        facts = self.facts(on)
        return f"{self.label} : {facts}" if facts else self.label

    @property
    def lasts(self) -> bool:
        return self.ends_on is not None and self.ends_on != self.starts_on

    def facts(self, on: date) -> str:
        """« dès le 12 mars, jusqu'au 20 juin, 4 places libres », "" when nothing is known."""
        parts = [
            f"dès le {day(self.starts_on, on)}" if self.starts_on else "",
            f"jusqu'au {day(self.ends_on, on)}" if self.lasts else "",
            plural(self.days_count, "jour") if self.days_count else "",
            "" if self.free_places is None else self._places(self.free_places),
            self.place,
        ]
        return ", ".join(part for part in parts if part)

    @staticmethod
    def _places(free: int) -> str:
        if not free:
            return "complet, liste d'attente"
        return plural(free, "place libre", "places libres")


_PROVIDERS = Registry()
register_ways = _PROVIDERS.register


def ways_for(skills: Mapping[int, str], on: date) -> dict[int, list[Way]]:
    """By skill, those that teach it first, then the soonest; skills without a way are left out.

    `skills` gives the kind of each (`SkillKind`).
    """
    if not skills:
        return {}
    found: dict[int, list[Way]] = defaultdict(list)
    for provider in _PROVIDERS:
        for way in provider(skills, on):
            found[way.skill_id].append(way)
    for ways in found.values():
        ways.sort(key=lambda way: (not way.teaches, way.starts_on or date.max, way.label))
    return dict(found)
