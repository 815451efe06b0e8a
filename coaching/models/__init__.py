from coaching.models.after_hire import HireCheck, Opinion
from coaching.models.agenda import AgendaFeed, Appointment, Snooze
from coaching.models.alternance import Internship, InternshipVisit, TutorReview
from coaching.models.alternance_papers import AlternancePaper, AlternanceSignature
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
from coaching.models.in_job import Difficulty, SkillTest
from coaching.models.insertion import InsertionPlan, InsertionSignature, InsertionStep
from coaching.models.journeys import Journey
from coaching.models.messages import Message
from coaching.models.plans import Goal, PlanSignature, PlanVersion, Step
from coaching.models.workshops import Workshop, WorkshopSeat

__all__ = [
    "AgendaFeed",
    "Agreement",
    "AgreementSignature",
    "AlternancePaper",
    "AlternanceSignature",
    "Appointment",
    "Attachment",
    "Difficulty",
    "FollowUp",
    "Goal",
    "HireCheck",
    "InformationSession",
    "InsertionPlan",
    "InsertionSignature",
    "InsertionStep",
    "Internship",
    "InternshipVisit",
    "Journey",
    "JourneyBreak",
    "Letter",
    "LimitChange",
    "Message",
    "Opinion",
    "PlanSignature",
    "PlanVersion",
    "Prompt",
    "SignUp",
    "SkillTest",
    "Snooze",
    "Step",
    "Topic",
    "Transfer",
    "TransferredFile",
    "TutorReview",
    "Workshop",
    "WorkshopSeat",
]
