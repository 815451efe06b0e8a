"""What makes a person eligible, or not: one profile per condition of the law."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from random import Random

from beneficiaries.enums import Diploma, HandicapProof, IntakeSource, Residence, SituationKind
from mirec.core.periods import months_before
from mirec.demo.chance import between, days, dealt, pick
from mirec.demo.plans import Lived, Profile, Proof

LOW = {Diploma.NONE: 2, Diploma.PRIMARY: 4, Diploma.LOWER_SECONDARY: 7}
HIGH = {Diploma.UPPER_SECONDARY: 8, Diploma.POST_SECONDARY: 2, Diploma.BACHELOR: 2}
SOURCES = {
    IntakeSource.CPAS: 4,
    IntakeSource.PARTNER: 2,
    IntakeSource.SPONTANEOUS: 4,
    IntakeSource.AVIQ: 1,
}
FOREIGN = (
    Residence.RECOGNISED_REFUGEE,
    Residence.LEGAL_STAY,
    Residence.ARTICLE_9BIS,
    Residence.RECOGNISED_REFUGEE,
    Residence.LEGAL_STAY,
    Residence.ARTICLE_9_3,
    Residence.LAW_1999_12_22,
)
PROOFS = tuple(proof for proof in HandicapProof if proof != HandicapProof.AWIPH_DECISION)
OF_2024 = ("1", "4", "2", "9", "5", "1", "8", "9", "7", "6", "3", "1", "4", "9", "2", "5")
OF_2009 = ("1", "2", "4", "3", "5", "6", "7", "8", "9", "1", "2", "4")
DEROGATION, NOT_REGISTERED = "derogation", "not_registered"


@dataclass(frozen=True)
class Moment:
    """The day on which eligibility is judged, for the `index`-th person with this profile."""

    rng: Random
    day: date
    index: int

    def ago(self, least: int, most: int) -> date:
        return self.day - days(self.rng.randint(least, most))

    def aged(self, least: int, most: int) -> date:
        """A birth date that makes the person `least` to `most` years old on the day."""
        return between(
            self.rng,
            months_before(self.day, 12 * (most + 1)) + days(1),
            months_before(self.day, 12 * least),
        )


def profile(condition: str, moment: Moment) -> Profile:
    """Facts that meet the condition (its ordinal under the regime of the day), perhaps others."""
    return CONDITIONS[condition](moment)


def _ordinary(moment: Moment, *, low_share: float = 0.4, registered: int = 0) -> Profile:
    """Worked, lost the job, registered, has allowances: alone, this opens nothing."""
    since = moment.day - days(registered) if registered else moment.ago(60, 560)
    worked_from = since - days(moment.rng.randint(200, 1500))
    rng = moment.rng
    return Profile(
        born_on=moment.aged(26, 52),
        diploma=pick(rng, LOW if rng.random() < low_share else HIGH),
        residence=Residence.BELGIAN_OR_EU,
        source=pick(rng, SOURCES),
        lived=(
            Lived(SituationKind.WORK, worked_from, since - days(1)),
            Lived(SituationKind.REGISTERED, since),
            Lived(SituationKind.ALLOWANCE, since),
        ),
    )


def _no_cess(moment: Moment) -> Profile:
    return _ordinary(moment, low_share=1)


def _long_registered(moment: Moment) -> Profile:
    return _ordinary(moment, registered=moment.rng.randint(760, 1600))


def _back_after_years(moment: Moment) -> Profile:
    """More than three years at home without work or any benefit."""
    since = moment.ago(20, 200)
    left = since - days(moment.rng.randint(1300, 2600))
    base = _ordinary(moment)
    return replace(
        base,
        born_on=moment.aged(32, 52),
        lived=(
            Lived(SituationKind.WORK, left - days(moment.rng.randint(300, 1200)), left),
            Lived(SituationKind.CARE_BREAK, left + days(1), since - days(1), "Enfants en bas âge"),
            Lived(SituationKind.REGISTERED, since),
        ),
    )


def _on_integration_income(moment: Moment) -> Profile:
    base = _ordinary(moment, low_share=0.6)
    aid = (
        SituationKind.EQUIVALENT_AID if moment.index % 4 == 3 else SituationKind.INTEGRATION_INCOME
    )
    since = moment.ago(120, 900)
    return replace(
        base,
        source=IntakeSource.CPAS,
        lived=(
            Lived(SituationKind.WORK, since - days(700), since - days(60)),
            Lived(aid, since),
            Lived(SituationKind.REGISTERED, moment.ago(30, 110)),
        ),
    )


def _foreign(moment: Moment) -> Profile:
    return _from_abroad(moment, dealt(FOREIGN, moment.index))


def _from_abroad(moment: Moment, residence: Residence) -> Profile:
    arrived = moment.ago(400, 1500)
    aid = (
        (Lived(SituationKind.INTEGRATION_INCOME, arrived + days(60)),)
        if residence is Residence.RECOGNISED_REFUGEE
        else (Lived(SituationKind.WORK, arrived + days(90), arrived + days(240)),)
    )
    return replace(
        _ordinary(moment),
        residence=residence,
        lived=(*aid, Lived(SituationKind.REGISTERED, arrived + days(260))),
    )


def _young(moment: Moment) -> Profile:
    """Never worked, registered since the end of school."""
    return replace(
        _ordinary(moment),
        born_on=moment.aged(20, 23),
        diploma=pick(moment.rng, {Diploma.UPPER_SECONDARY: 5, Diploma.LOWER_SECONDARY: 3}),
        lived=(Lived(SituationKind.REGISTERED, moment.ago(400, 620)),),
    )


def _senior(moment: Moment) -> Profile:
    return replace(_ordinary(moment), born_on=moment.aged(55, 61))


def _with_handicap(moment: Moment) -> Profile:
    kind = dealt(PROOFS, moment.index)
    return _with_proof(moment, kind)


def _with_proof(moment: Moment, kind: HandicapProof) -> Profile:
    """A decision that holds on the day; some end within months, to be renewed."""
    base = _ordinary(moment)
    since = moment.ago(100, 900)
    until = moment.day + days(moment.rng.randint(60, 900))
    is_temporary = kind not in {HandicapProof.SPECIALISED_EDUCATION, HandicapProof.INCAPACITY_20}
    registered = base.lived[1].starts_on
    ill = Lived(SituationKind.SICKNESS, registered - days(400), registered - days(120))
    return replace(
        base,
        source=IntakeSource.AVIQ if moment.rng.random() < 0.6 else base.source,
        lived=(Lived(SituationKind.WORK, ill.starts_on - days(900), ill.starts_on - days(1)), ill)
        + base.lived[1:],
        proofs=(Proof(kind, since, until if is_temporary else None),),
    )


def _addressed(moment: Moment) -> Profile:
    return replace(_ordinary(moment), source=IntakeSource.FOREM)


def _graduate(moment: Moment) -> Profile:
    """Meets no condition of 2024: only a derogation could open the door."""
    return replace(
        _ordinary(moment, low_share=0, registered=moment.rng.randint(90, 500)),
        born_on=moment.aged(28, 50),
        source=IntakeSource.SPONTANEOUS,
        is_derogation=True,
    )


def _at_work(moment: Moment) -> Profile:
    """Not registered as unoccupied: the general condition fails."""
    base = _graduate(moment)
    return replace(
        base, is_derogation=False, lived=(Lived(SituationKind.WORK, moment.ago(100, 900)),)
    )


def _refugee(moment: Moment) -> Profile:
    return _from_abroad(moment, Residence.RECOGNISED_REFUGEE)


def _regularised(moment: Moment) -> Profile:
    return _from_abroad(moment, Residence.ARTICLE_9BIS)


def _awiph(moment: Moment) -> Profile:
    return _with_proof(moment, HandicapProof.AWIPH_DECISION)


def _transition_job(moment: Moment) -> Profile:
    note = "Emploi de transition"
    work = (Lived(SituationKind.WORK, moment.ago(30, 150), note=note),)
    return replace(_graduate(moment), lived=work, transition_job=True, is_derogation=False)


def _stepping_stone_job(moment: Moment) -> Profile:
    work = (Lived(SituationKind.WORK, moment.ago(30, 150), note="Emploi tremplin"),)
    return replace(_graduate(moment), lived=work, stepping_stone_job=True, is_derogation=False)


CONDITIONS: dict[str, Callable[[Moment], Profile]] = {
    "R2024-1": _no_cess,
    "R2024-2": _long_registered,
    "R2024-3": _back_after_years,
    "R2024-4": _on_integration_income,
    "R2024-5": _foreign,
    "R2024-6": _young,
    "R2024-7": _senior,
    "R2024-8": _with_handicap,
    "R2024-9": _addressed,
    "R2009-1": _no_cess,
    "R2009-2": _long_registered,
    "R2009-3": _back_after_years,
    "R2009-4": _on_integration_income,
    "R2009-5": _refugee,
    "R2009-6": _regularised,
    "R2009-7": _awiph,
    "R2009-8": _transition_job,
    "R2009-9": _stepping_stone_job,
    DEROGATION: _graduate,
    NOT_REGISTERED: _at_work,
}
