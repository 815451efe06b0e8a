from coaching.models.followups import FollowUp
from coaching.models.journeys import Journey

__all__ = ["FollowUp", "Journey"]
