"""What becomes of each row that points to a person, when two files of that person become one?

A row of this table for every model, of this app or above, by its name: no import.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType


@dataclass(frozen=True)
class Move:
    """Passes to the kept file as it is."""


@dataclass(frozen=True)
class Stay:
    """Tells what happened between two files: it keeps telling it."""


@dataclass(frozen=True)
class Fuse:
    """One per person and per `same`: the kept file's row stays, and takes the fields of the other
    when `order` ranks the other higher (the later in the list; numbers by their size when empty).

    `among` limits the rows that exclude each other. What hangs from the other row follows.
    `frozen` is the trigger that otherwise keeps the row as it is.
    """

    same: tuple[str, ...]
    said: str
    taken: tuple[str, ...] = ()
    by: str = ""
    order: tuple[str, ...] = ()
    among: Mapping[str, object] = field(default_factory=dict)
    frozen: str = ""


@dataclass(frozen=True)
class Join:
    """Periods of one `same` never overlap: two that do become one, over the days of both."""

    same: str
    starts: str
    ends: str
    said: str


@dataclass(frozen=True)
class Renumber:
    """Numbered per person: the other file's numbers follow those of the kept one.

    `frozen` is the trigger that otherwise keeps the number as it is.
    """

    number: str
    frozen: str
    said: str


@dataclass(frozen=True)
class Apart:
    """Two that run at the same time are a question for people: `refusal` says so."""

    starts: str
    ends: str
    both_open: str
    overlap: str


@dataclass(frozen=True)
class Once:
    """What counts once per `per`: while `number`, summed over the rows `among`, is not nothing in
    both files, people settle it first; `refusal` says how. Else the rows pass as they are.
    """

    per: str
    number: str
    refusal: str
    among: Mapping[str, object] = field(default_factory=dict)


Handling = Move | Stay | Fuse | Join | Renumber | Apart | Once
MOVE = Move()
HANDLING: Mapping[str, Handling] = MappingProxyType(
    {
        "beneficiaries.Beneficiary": Stay(),
        "beneficiaries.Merge": Stay(),
        "beneficiaries.TemporaryAccess": MOVE,
        "beneficiaries.FileOpening": MOVE,
        "beneficiaries.Situation": Join(
            "kind", "starts_on", "ends_on", "deux périodes qui se recouvrent en font une"
        ),
        "beneficiaries.HandicapRecognition": MOVE,
        "beneficiaries.Assessment": MOVE,
        "beneficiaries.Document": MOVE,
        "beneficiaries.Obstacle": MOVE,
        "beneficiaries.BeneficiarySkill": Fuse(
            ("skill",), "le meilleur niveau est gardé", ("level", "origin", "evidence"), "level"
        ),
        "beneficiaries.SkillRating": Fuse(
            ("skill", "voice", "rated_on"), "le meilleur niveau est gardé", ("level",), "level"
        ),
        "employers.Proposal": Fuse(
            ("vacancy",),
            "l'étape la plus avancée est gardée",
            (
                "stage",
                "proposed_on",
                "stage_on",
                "refusal_side",
                "refusal_kind",
                "refusal_reason",
            ),
            "stage",
            ("withdrawn", "refused", "proposed", "sent", "interview", "trial", "hired"),
        ),
        "employers.Placement": MOVE,
        "employers.WorkWish": Fuse((), "les souhaits du dossier gardé restent"),
        "training.Enrolment": Fuse(
            ("cohort",),
            "l'inscription la plus avancée est gardée, avec les présences des deux",
            (
                "status",
                "enrolled_on",
                "ended_on",
                "drop_cause",
                "end_reason",
                "result",
                "result_on",
            ),
            "status",
            ("waiting", "dropped", "enrolled", "completed"),
            frozen="training.Enrolment:participant_free",
        ),
        "training.Attendance": Fuse(
            ("session",),
            "la plus longue est gardée",
            ("state", "minutes", "recorded_by", "recorded_at", "source", "arrived_at", "proof"),
            "minutes",
            frozen="training.Attendance:frozen_once_closed",
        ),
        "training.SessionAnswer": Fuse(("session",), "la réponse du dossier gardé reste"),
        "training.SkillResult": Fuse(
            ("skill",), "le meilleur niveau est gardé", ("level", "noted_on", "remark"), "level"
        ),
        "training.OperatorLine": MOVE,
        "training.BankAccount": MOVE,
        "training.LedgerLine": Once(
            "session",
            "minutes",
            "Les deux dossiers comptent des heures dans une même séance : corrigez-les dans l'un "
            "des deux (« pas venu·e », avec le motif), puis fusionnez.",
            {"measure__in": ("done", "justified")},
        ),
        "training.Payment": Once(
            "run",
            "total_eur",
            "Les deux dossiers sont dans un même paiement des indemnités : abandonnez-le s'il est "
            "encore en préparation ; une fois validé, les deux dossiers restent séparés.",
        ),
        "training.Claim": MOVE,
        "training.CalendarFeed": Fuse(
            (), "une seule adresse d'agenda reste valable", among={"revoked_at__isnull": True}
        ),
        "coaching.Internship": MOVE,
        "coaching.AlternancePaper": MOVE,
        "coaching.Message": MOVE,
        "coaching.FollowUp": MOVE,
        "coaching.Appointment": MOVE,
        "coaching.Snooze": MOVE,
        "coaching.Journey": Apart(
            "opened_on",
            "closed_on",
            "Les deux dossiers ont un parcours ouvert : clôturez-en un avant de fusionner.",
            "Deux parcours de ces dossiers ont couru en même temps : corrigez leurs dates avant "
            "de fusionner.",
        ),
        "coaching.Letter": MOVE,
        "coaching.SignUp": MOVE,
        "coaching.WorkshopSeat": Fuse(
            ("workshop",),
            "la présence notée est gardée",
            ("status", "presence", "remark"),
            "presence",
            ("unknown", "excused", "absent", "present"),
            {"status__in": ("registered", "waiting")},
        ),
        "coaching.TransferredFile": Fuse(("transfer",), "une seule ligne par transfert"),
        "coaching.Goal": MOVE,
        "coaching.Step": MOVE,
        "coaching.SkillTest": Fuse(
            ("skill",), "une seule épreuve prévue est gardée", among={"result": "planned"}
        ),
        "coaching.PlanVersion": Renumber(
            "version",
            "coaching.PlanVersion:frozen_paper",
            "les versions sont numérotées à la suite",
        ),
        "reporting.Story": MOVE,
    }
)


def handling_of(label: str) -> Handling:
    """Of a model that the table forgot, rows pass as they are (a test asks for its line)."""
    return HANDLING.get(label, MOVE)


CHOICES: tuple[tuple[str, ...], ...] = (
    ("last_name",), ("first_name",), ("born_on",), ("sex",), ("nationality",), ("niss",),
    ("residence",), ("phone",), ("email",), ("preferred_channel", "may_leave_message"),
    ("street", "locality"), ("household", "dependent_children"), ("diploma",), ("studies",),
    ("source",), ("target_occupation",), ("available_from", "availability"),
    ("has_driving_licence", "has_vehicle"), ("intake_note",), ("team", "coach"), ("user",),
)  # fmt: skip
"""What is picked from one file or the other, one by one or together."""
EARLIEST = ("first_met_on",)
LATEST = ("last_contact_on",)
DRAFTS = ("personne", "evaluation", "suivi", "parcours")
"""The forms whose draft is named after the person: what is being typed goes to the kept file."""
