from employers.rules.contracts import Contract, Pause
from employers.rules.insertion import milestone
from employers.rules.milestones import Milestone, Way
from employers.rules.worked_months import Duration

__all__ = ["Contract", "Duration", "Milestone", "Pause", "Way", "milestone"]
