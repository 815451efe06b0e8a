"""Who looks for work? Told to the room of employers, which may not know of journeys."""

from django.db.models import QuerySet

from coaching.enums import Phase
from coaching.models import Journey


def seekers() -> QuerySet:
    """The keys of those whose journey is open and who are not in a job yet."""
    return Journey.objects.open().exclude(phase=Phase.IN_EMPLOYMENT).values("beneficiary")
