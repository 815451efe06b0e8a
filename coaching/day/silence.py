"""Who has not been heard of for longer than the mark of the phase?"""

from datetime import timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from coaching.day.limits import open_journeys
from coaching.day.lines import Group, Line, Moment, Source, meet, not_reached, put_aside, write
from coaching.enums import AppointmentStatus, Matter, Phase
from coaching.models import Appointment, FollowUp, Journey, JourneyBreak
from coaching.rules.day import quiet_days
from mirec.core.wording import ago


def quiet(journeys: QuerySet, moment: Moment) -> QuerySet:
    """No exchange for longer than the mark, the opening counting as one; not during a break.

    Persons with a next step or an appointment are not asked: what comes is agreed already.
    """
    asked = Q()
    for phase, days in quiet_days(moment.on).items():
        before = moment.on - timedelta(days=days)
        asked |= Q(phase=phase, opened_on__lt=before) & (
            Q(beneficiary__last_contact_on__lt=before)
            | Q(beneficiary__last_contact_on__isnull=True)
        )
    breaks = JourneyBreak.objects.filter(
        journey=OuterRef("pk"), starts_on__lte=moment.on, ends_on__gte=moment.on
    )
    planned = FollowUp.objects.with_open_step().filter(beneficiary=OuterRef("beneficiary"))
    to_come = Appointment.objects.filter(
        beneficiary=OuterRef("beneficiary"),
        status=AppointmentStatus.PLANNED,
        ends_at__gt=moment.at,
    )
    rows = journeys.filter(asked, ~Exists(planned), ~Exists(to_come), ~Exists(breaks))
    return rows.order_by("beneficiary__last_contact_on", "pk")


def quiet_line(journey: Journey, moment: Moment) -> Line:
    last = journey.beneficiary.last_contact_on
    mark = quiet_days(moment.on)[Phase(journey.phase)]
    since = last or journey.opened_on
    seen = f"Dernier échange {ago(last, moment.on)}." if last else "Aucun échange noté."
    return Line(
        matter=Matter.QUIET,
        target=journey.pk,
        group=Group.WATCH,
        day=since,
        icon="chat-left",
        when=f"{(moment.on - since).days} jours",
        detail="sans contact",
        beneficiary=journey.beneficiary,
        phase=Phase(journey.phase),
        why=f"{seen} Le repère de cette phase est de {mark} jours.",
        answers=(
            write(journey.beneficiary_id),
            not_reached(Matter.QUIET, journey.pk),
            meet(journey.beneficiary_id, quiet=True),
            *put_aside(Matter.QUIET, journey.pk, moment),
        ),
    )


SILENCES = Source(Matter.QUIET, open_journeys, quiet, quiet_line)
