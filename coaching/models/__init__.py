from coaching.models.agenda import AgendaFeed, Appointment, Snooze
from coaching.models.conventions import (
    Agreement,
    AgreementSignature,
    JourneyBreak,
    Letter,
    LimitChange,
)
from coaching.models.followups import Attachment, FollowUp, Prompt, Topic
from coaching.models.gatherings import InformationSession, SignUp
from coaching.models.handovers import Transfer, TransferredFile
from coaching.models.journeys import Journey
from coaching.models.plans import Goal, PlanSignature, PlanVersion, Step
from coaching.models.workshops import Workshop, WorkshopSeat

__all__ = [
    "AgendaFeed",
    "Agreement",
    "AgreementSignature",
    "Appointment",
    "Attachment",
    "FollowUp",
    "Goal",
    "InformationSession",
    "Journey",
    "JourneyBreak",
    "Letter",
    "LimitChange",
    "PlanSignature",
    "PlanVersion",
    "Prompt",
    "SignUp",
    "Snooze",
    "Step",
    "Topic",
    "Transfer",
    "TransferredFile",
    "Workshop",
    "WorkshopSeat",
]
