"""The agendas of the coaches: kept, waiting to be noted, and to come; a few lines put aside."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta
from random import Random

from coaching.enums import AppointmentStatus, Channel, Matter, Outcome
from coaching.models import AgendaFeed, Appointment, FollowUp, Journey, Snooze
from mirec.accounts.models import User
from mirec.demo.chance import days, is_working, rng_for
from mirec.demo.writers.staff import Staff
from training.rules.weeks import instant

HOURS = (time(9), time(10, 15), time(13, 30), time(14, 45), time(16))
SUBJECTS = (
    "Préparer l'entretien d'embauche",
    "Relire le CV et la lettre",
    "Faire le point sur les recherches",
    "Bilan à mi-parcours",
    "Préparer la visite de l'entreprise",
)
PLACES = ("Bureau 2.04", "Bureau 1.12", "Permanence de Farciennes")
MET = (Channel.OFFICE, Channel.PHONE, Channel.VIDEO)
COMING_DAYS = 8
PER_DAY = 2
KEPT_DAYS = 14
KEPT = 6
ASIDE = 2


@dataclass(frozen=True)
class CoachAgenda:
    """What is written for one coach; `people` are persons of open parcours."""

    coach: User
    people: list[Journey]
    rng: Random
    on: date

    def coming(self) -> Iterator[Appointment]:
        """Today and the next working days; those of today wait until their hour has passed."""
        turn = 0
        for shift in range(COMING_DAYS):
            day = self.on + days(shift)
            if is_working(day):
                for hour in self.rng.sample(HOURS, PER_DAY):
                    yield self._appointment(turn, day, hour)
                    turn += 1

    def to_close(self) -> Iterator[Appointment]:
        """The last working day left one appointment without an answer."""
        day = self.on - days(1)
        while not is_working(day):
            day -= days(1)
        yield self._appointment(len(self.people) - 1, day, HOURS[-1])

    def kept(self) -> Iterator[Appointment]:
        """The latest follow-ups came from the agenda."""
        written = FollowUp.objects.filter(
            created_by=self.coach,
            outcome=Outcome.DONE,
            channel__in=MET,
            happened_on__range=(self.on - days(KEPT_DAYS), self.on - days(1)),
        )
        for turn, said in enumerate(written.order_by("-happened_on", "pk")[:KEPT]):
            starts_at = instant(said.happened_on, HOURS[turn % len(HOURS)])
            yield Appointment(
                coach=self.coach,
                created_by=self.coach,
                beneficiary_id=said.beneficiary_id,
                subject=SUBJECTS[turn % len(SUBJECTS)],
                channel=said.channel,
                place=PLACES[0] if said.channel == Channel.OFFICE else "",
                starts_at=starts_at,
                ends_at=starts_at + timedelta(minutes=max(15, said.minutes)),
                status=AppointmentStatus.KEPT,
                follow_up=said,
                revision=1,
            )

    def _appointment(self, turn: int, day: date, hour: time) -> Appointment:
        channel = MET[0] if turn % 3 else self.rng.choice(MET)
        starts_at = instant(day, hour)
        return Appointment(
            coach=self.coach,
            created_by=self.coach,
            beneficiary_id=self.people[turn % len(self.people)].beneficiary_id,
            subject=self.rng.choice(SUBJECTS),
            channel=channel,
            place=self.rng.choice(PLACES) if channel == Channel.OFFICE else "",
            starts_at=starts_at,
            ends_at=starts_at + timedelta(minutes=self.rng.choice((30, 45, 60))),
        )


def write_agendas(staff: Staff, seed: int, on: date) -> None:
    """A few rows for each coach, whatever the number of persons."""
    appointments: list[Appointment] = []
    aside: list[Snooze] = []
    for number, coach in enumerate(staff.coaches):
        people = list(
            Journey.objects.open()
            .of_coach(coach)
            .filter(agreed_on__isnull=False)
            .order_by("-opened_on", "pk")[: COMING_DAYS * PER_DAY + 1]
        )
        if people:
            agenda = CoachAgenda(coach, people, rng_for(seed, "agenda", number), on)
            appointments += [*agenda.kept(), *agenda.to_close(), *agenda.coming()]
            aside += [_put_aside(row, coach, on) for row in people[-ASIDE:]]
    Appointment.objects.bulk_create(appointments)
    Snooze.objects.bulk_create(aside)
    AgendaFeed.objects.bulk_create(AgendaFeed(user=coach) for coach in staff.coaches[:1])


def _put_aside(journey: Journey, coach: User, on: date) -> Snooze:
    return Snooze(
        beneficiary_id=journey.beneficiary_id,
        matter=Matter.QUIET,
        target=journey.pk,
        until_on=on + days(5),
        reason="Reprendra contact après son congé",
        created_by=coach,
    )
