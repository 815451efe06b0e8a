from training.models.allowances import BankAccount, Rate
from training.models.calendars import SchoolHoliday
from training.models.claims import Claim, ClaimCorrection, ClaimProof
from training.models.enrolments import Attendance, CalendarFeed, Enrolment, SessionAnswer
from training.models.ledger import LedgerLine
from training.models.operator_sheets import OperatorLine, OperatorSheet
from training.models.payments import Payment, PaymentRun
from training.models.pedagogy import Prerequisite, SkillResult
from training.models.programmes import Cohort, Programme, Session, TaughtSkill

__all__ = [
    "Attendance",
    "BankAccount",
    "CalendarFeed",
    "Claim",
    "ClaimCorrection",
    "ClaimProof",
    "Cohort",
    "Enrolment",
    "LedgerLine",
    "OperatorLine",
    "OperatorSheet",
    "Payment",
    "PaymentRun",
    "Prerequisite",
    "Programme",
    "Rate",
    "SchoolHoliday",
    "Session",
    "SessionAnswer",
    "SkillResult",
    "TaughtSkill",
]
