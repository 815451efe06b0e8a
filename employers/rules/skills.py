"""Which of the skills that a vacancy asks for does a person hold? Counted, never scored."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from beneficiaries.enums import SkillKind, SkillLevel
from employers.enums import Need
from mirec.core.badges import Badge

NEEDS = (Need.MUST, Need.TRAINABLE, Need.NICE)
"""The order in which requirements are read."""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A requirement as plain values."""

    skill_id: int
    label: str
    need: Need
    level: int
    kind: str = SkillKind.TECHNICAL

    @property
    def is_language(self) -> bool:
        return self.kind == SkillKind.LANGUAGE


@dataclass(frozen=True)
class Answer:
    """One requirement beside what the person's file says; `held` is None when it says nothing."""

    asked: Asked
    held: int | None

    @property
    def is_met(self) -> bool:
        return self.held is not None and self.held >= self.asked.level

    @property
    def levels_missing(self) -> int:
        """How many levels are still to be gained; a skill that is not noted has none."""
        return max(0, self.asked.level - (self.held or 0))

    @property
    def words(self) -> str:
        wanted = SkillLevel(self.asked.level).label.lower()
        if self.held is None:
            return f"pas notée au dossier (demandé : {wanted})"
        level = SkillLevel(self.held).label.lower()
        return level if self.is_met else f"{level} (demandé : {wanted})"

    @property
    def badge(self) -> Badge:
        if self.is_met:
            return Badge("acquise", "ok", "check-lg")
        if self.asked.need == Need.TRAINABLE:
            return Badge("à former", "info", "mortarboard")
        if self.held is not None:
            return Badge("niveau plus bas", "warn", "arrow-down")
        return Badge("à vérifier", "warn" if self.asked.need == Need.MUST else "", "question-lg")


@dataclass(frozen=True)
class Comparison:
    """A person laid beside a vacancy, skill by skill."""

    answers: tuple[Answer, ...]

    def of_need(self, need: Need) -> tuple[Answer, ...]:
        return tuple(answer for answer in self.answers if answer.asked.need == need)

    @property
    def columns(self) -> list[tuple[Need, list[Answer]]]:
        """The skills of each need that is asked; languages stand apart."""
        groups = [
            (need, [answer for answer in self.of_need(need) if not answer.asked.is_language])
            for need in NEEDS
        ]
        return [group for group in groups if group[1]]

    @property
    def languages(self) -> list[Answer]:
        return [answer for answer in self.answers if answer.asked.is_language]

    @property
    def gaps(self) -> list[Answer]:
        """Indispensable and trainable skills that are not reached yet, in their order."""
        return [
            answer
            for answer in self.answers
            if not answer.is_met and answer.asked.need != Need.NICE
        ]

    @property
    def musts_missing(self) -> list[Answer]:
        return [answer for answer in self.of_need(Need.MUST) if not answer.is_met]

    @property
    def must_count(self) -> int:
        return len(self.of_need(Need.MUST))

    @property
    def must_held_count(self) -> int:
        return sum(answer.is_met for answer in self.of_need(Need.MUST))

    @property
    def must_missing_count(self) -> int:
        return self.must_count - self.must_held_count

    @property
    def levels_missing(self) -> int:
        """Levels still to be gained in the indispensable skills."""
        return sum(answer.levels_missing for answer in self.of_need(Need.MUST))

    @property
    def other_held_count(self) -> int:
        """Trainable and wished skills held at their level."""
        return sum(answer.is_met for answer in self.answers if answer.asked.need != Need.MUST)

    @property
    def is_blank(self) -> bool:
        """Skills are asked for, and the person's file says nothing of any of them."""
        return bool(self.answers) and all(answer.held is None for answer in self.answers)

    @property
    def sentence(self) -> str:
        """« 2 compétences indispensables sur 3 » ; says so when none is asked."""
        held, total = self.must_held_count, self.must_count
        if not total:
            return "Aucune compétence indispensable demandée"
        if total == 1:
            return "La compétence indispensable" if held else "Pas la compétence indispensable"
        plural = "s" if held > 1 else ""
        return f"{held or 'Aucune'} compétence{plural} indispensable{plural} sur {total}"


def compare(asked: Iterable[Asked], held: Mapping[int, int]) -> Comparison:
    """`held` gives the person's level by skill; requirements come out in the order of `NEEDS`."""
    ordered = sorted(asked, key=lambda one: NEEDS.index(one.need))
    return Comparison(tuple(Answer(one, held.get(one.skill_id)) for one in ordered))
