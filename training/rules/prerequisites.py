"""What does a person lack of what a programme asks? Said before enrolling, never a refusal."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from beneficiaries.enums import SkillLevel


@dataclass(frozen=True)
class Gap:
    """A skill asked to `level`; `held` is None when the file does not hold it at all."""

    skill: str
    level: SkillLevel
    held: SkillLevel | None

    @property
    def words(self) -> str:
        asked = self.level.label.lower()
        if self.held is None:
            return f"{self.skill} : demandé « {asked} », rien n'est noté au dossier"
        return f"{self.skill} : demandé « {asked} », noté « {self.held.label.lower()} »"


def gaps(asked: Iterable[tuple[int, str, int]], held: Mapping[int, int]) -> list[Gap]:
    """`asked` gives key, name and level of each skill; `held` the person's level by key."""
    return [
        Gap(name, SkillLevel(level), SkillLevel(held[key]) if key in held else None)
        for key, name, level in asked
        if held.get(key, 0) < level
    ]
