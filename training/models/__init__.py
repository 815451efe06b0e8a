from training.models.enrolments import Attendance, CalendarFeed, Enrolment
from training.models.programmes import Cohort, Programme, Session

__all__ = ["Attendance", "CalendarFeed", "Cohort", "Enrolment", "Programme", "Session"]
