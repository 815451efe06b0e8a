"""What a person can do and how far it went: two voices side by side, and the way travelled."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from beneficiaries.enums import SkillKind, SkillLevel, Voice
from beneficiaries.models import Beneficiary, BeneficiarySkill, SkillRating
from beneficiaries.rules.voices import gap_words, way_words
from mirec.core.wording import day_full, plural

LABELS, COLUMN, ROW, TOP = 230, 100, 44, 26
"""The chart's measures, in points of its own frame."""
AXIS = {
    SkillLevel.STARTS: "Débute",
    SkillLevel.WITH_HELP: "Avec de l'aide",
    SkillLevel.ALONE: "En autonomie",
    SkillLevel.TEACHES: "Peut montrer",
}
PRINTED = {Voice.COACH: "#0E4F5F", Voice.PERSON: "#A1481A"}
"""The colours of paper; on screen the style sheet's win."""


@dataclass(frozen=True)
class VoicedSkill:
    """A skill of the file with the person's last word about it."""

    row: BeneficiarySkill
    person: SkillRating | None

    @property
    def gap(self) -> str:
        return gap_words(self.row.level, self.person.level if self.person else None)

    @property
    def is_agreed(self) -> bool:
        return self.person is not None and self.person.level == self.row.level


@dataclass(frozen=True)
class SkillGroup:
    label: str
    skills: list[VoicedSkill]


def voices_of(beneficiary: Beneficiary) -> list[SkillGroup]:
    """The skills of the file by kind, in the order of the kinds; two queries."""
    last = last_words(beneficiary)
    rows = beneficiary.skills.select_related("skill")
    voiced = [VoicedSkill(row, last.get(row.skill_id)) for row in rows]
    groups = (
        SkillGroup(kind.label, [each for each in voiced if each.row.skill.kind == kind])
        for kind in SkillKind
    )
    return [group for group in groups if group.skills]


def last_words(beneficiary: Beneficiary) -> Mapping[int, SkillRating]:
    """The person's last rating of each skill, by the key of the skill."""
    ratings = beneficiary.skill_ratings.filter(voice=Voice.PERSON).select_related("skill")
    ratings = ratings.order_by("rated_on", "pk")
    return {rating.skill_id: rating for rating in ratings}


@dataclass(frozen=True)
class Lane:
    """One voice about one skill: where it began, where it is."""

    voice: Voice
    first: SkillRating
    last: SkillRating
    y: int

    @property
    def colour(self) -> str:
        return PRINTED[self.voice]

    @property
    def x1(self) -> int:
        return column_x(self.first.level)

    @property
    def x2(self) -> int:
        return column_x(self.last.level)

    @property
    def words(self) -> str:
        return way_words(self.first.level, self.last.level)

    @property
    def has_gained(self) -> bool:
        return self.last.level > self.first.level

    @property
    def has_moved(self) -> bool:
        return self.last.level != self.first.level


@dataclass(frozen=True)
class TravelledSkill:
    label: str
    lanes: list[Lane]
    y: int


@dataclass(frozen=True)
class Travelled:
    """The way travelled of the skills rated on two days at least."""

    skills: list[TravelledSkill]
    since: date | None

    width = LABELS + 4 * COLUMN

    @property
    def height(self) -> int:
        return TOP + ROW * len(self.skills) + 8

    @property
    def columns(self) -> list[tuple[int, str]]:
        return [(column_x(level), label) for level, label in AXIS.items()]

    @property
    def lanes(self) -> list[Lane]:
        return [lane for skill in self.skills for lane in skill.lanes]

    def gained(self, voice: Voice) -> int:
        return sum(1 for lane in self.lanes if lane.voice == voice and lane.has_gained)

    @property
    def sentence(self) -> str:
        """What the chart says, for the colleague."""
        if not self.skills:
            return "Il faut deux jours d'appréciation pour voir un chemin."
        coach, person = self.gained(Voice.COACH), self.gained(Voice.PERSON)
        return (
            f"Depuis le {day_full(self.since)}, {plural(len(self.skills), 'compétence')} "
            f"{'suivie' if len(self.skills) == 1 else 'suivies'} : "
            f"{plural(coach, 'progrès', 'progrès')} selon le jobcoach, {person} selon la personne."
        )

    @property
    def own_sentence(self) -> str:
        """The same, for the person."""
        gained = {lane.last.skill_id for lane in self.lanes if lane.has_gained}
        if not self.skills:
            return "Le chemin se verra dès la deuxième fois que vous vous évaluez."
        if not gained:
            return f"Depuis le {day_full(self.since)}, vos compétences restent stables."
        return (
            f"Depuis le {day_full(self.since)}, vous avez avancé dans "
            f"{plural(len(gained), 'compétence')} sur {len(self.skills)}."
        )


def column_x(level: int) -> int:
    return LABELS + COLUMN * (level - 1) + COLUMN // 2


def travelled_by(beneficiary: Beneficiary) -> Travelled:
    """From every rating of the file; one query."""
    ratings = beneficiary.skill_ratings.select_related("skill")
    ordered = ratings.order_by("skill__label_key", "skill_id", "rated_on", "pk")
    return travelled_of(ordered)


def travelled_of(ratings: Iterable[SkillRating]) -> Travelled:
    """`ratings` stand together by skill, and by day within each."""
    skills, days = [], []
    for _, said in groupby(ratings, key=lambda rating: rating.skill_id):
        said = list(said)
        if said[0].rated_on == said[-1].rated_on:
            continue
        y = TOP + ROW * len(skills) + ROW // 2
        skills.append(TravelledSkill(str(said[0].skill), _lanes(said, y), y))
        days.append(said[0].rated_on)
    return Travelled(skills, min(days, default=None))


def _lanes(said: list[SkillRating], y: int) -> list[Lane]:
    """The coach's lane above the person's; a voice heard on one day is a lane without length."""
    lanes = []
    for voice, offset in ((Voice.COACH, -7), (Voice.PERSON, 7)):
        own = [rating for rating in said if rating.voice == voice]
        if own:
            lanes.append(Lane(voice, own[0], own[-1], y + offset))
    return lanes
