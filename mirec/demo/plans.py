"""What the demo invents about a person, as plain values: no row, no database, no clock."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from beneficiaries.enums import (
    Diploma,
    HandicapProof,
    Household,
    IntakeSource,
    Residence,
    Sex,
    SituationKind,
    SkillLevel,
    SkillOrigin,
)
from coaching.enums import Audience, Channel, ExitReason, FirstInterview, FollowUpKind, Outcome
from employers.enums import ContractType, EndReason


@dataclass(frozen=True)
class Lived:
    """A period of one kind, both ends included; no end means that it still runs."""

    kind: SituationKind
    starts_on: date
    ends_on: date | None = None
    note: str = ""


@dataclass(frozen=True)
class Proof:
    kind: HandicapProof
    valid_from: date
    valid_until: date | None


@dataclass(frozen=True)
class Known:
    """A skill of the person."""

    label: str
    level: SkillLevel
    origin: SkillOrigin


@dataclass(frozen=True)
class Off:
    """Days on which a contract is suspended, both included."""

    starts_on: date
    ends_on: date
    is_counted: bool


@dataclass(frozen=True)
class Extended:
    former_end_on: date
    new_end_on: date
    agreed_on: date


@dataclass(frozen=True, kw_only=True)
class JobPlan:
    """A contract of work; `employer` is a position in the list of employers."""

    employer: int
    occupation: str
    contract_type: ContractType
    starts_on: date
    planned_end_on: date | None
    ended_on: date | None
    end_reason: EndReason | None
    hours: Decimal
    is_aided: bool
    from_vacancy: bool
    user_company: str = ""
    off: tuple[Off, ...] = ()
    extended: tuple[Extended, ...] = ()

    @property
    def last_day(self) -> date | None:
        return self.ended_on or self.planned_end_on

    def runs_on(self, day: date) -> bool:
        return self.starts_on <= day and (self.last_day is None or day <= self.last_day)


@dataclass(frozen=True, kw_only=True)
class Course:
    """One parcours. `assessed_on` is None while nothing was assessed."""

    opened_on: date
    first_interview: FirstInterview
    assessed_on: date | None = None
    agreed_on: date | None = None
    due_on: date | None = None
    closed_on: date | None = None
    exit_reason: ExitReason | None = None
    exit_note: str = ""
    derogation_reason: str = ""
    jobs: tuple[JobPlan, ...] = ()

    def end(self, on: date) -> date:
        return self.closed_on or on


@dataclass(frozen=True, kw_only=True)
class Profile:
    """What decides about eligibility; None is still to be asked."""

    born_on: date
    diploma: Diploma | None
    residence: Residence | None
    source: IntakeSource | None
    lived: tuple[Lived, ...]
    proofs: tuple[Proof, ...] = ()
    transition_job: bool = False
    stepping_stone_job: bool = False
    is_derogation: bool = False


@dataclass(frozen=True)
class Said:
    """A follow-up."""

    happened_on: date
    channel: Channel
    kind: FollowUpKind
    outcome: Outcome
    minutes: int
    text: str
    audience: Audience
    next_step: str = ""
    next_step_on: date | None = None
    next_step_done_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class PersonPlan:
    index: int
    first_name: str
    last_name: str
    sex: Sex
    nationality: str
    niss: str | None
    home: tuple[str, str]
    street: str
    team: int
    coach: int
    household: Household
    dependent_children: int
    studies: str
    target: str
    availability: str
    has_driving_licence: bool
    has_vehicle: bool
    profile: Profile
    courses: tuple[Course, ...]
    skills: tuple[Known, ...]
    said: tuple[Said, ...]
    wants_training: bool

    @property
    def current(self) -> Course:
        return self.courses[-1]
