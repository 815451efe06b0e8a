"""Sessions of information with those who signed up, and workshops with what they left behind."""

from collections.abc import Iterator, Sequence
from datetime import date, time, timedelta
from random import Random
from uuid import UUID

from django.db.models import Count
from django.utils.text import slugify

from beneficiaries.enums import IntakeSource
from beneficiaries.models import Beneficiary
from coaching.enums import Channel, FollowUpKind, Outcome, Presence, SeatStatus, WorkshopKind
from coaching.models import FollowUp, InformationSession, Journey, SignUp, Workshop, WorkshopSeat
from coaching.rules.gatherings import OUTCOMES, follow_up_minutes
from mirec.accounts.models import User
from mirec.demo import names
from mirec.demo.chance import days, dealt, pick, rng_for, weekday
from mirec.demo.writers.reference import Reference
from mirec.demo.writers.staff import Staff
from partners.enums import PartnerKind
from training.rules.weeks import instant, local

SESSION_WEEKS = range(-16, 8, 2)
WORKSHOP_WEEKS = (-7, -5, -4, -3, -2, -1, 1, 2, 3, 5)
CAPACITY, WORKSHOP_SEATS = 12, 6
MOST_FOLLOW_UPS = 13
PLACE = "Rue de Montigny 20, 6000 Charleroi, salle du rez-de-chaussée"
DIRECTIONS = "Cinq minutes à pied de la gare de Charleroi-Central ; entrée par la cour."
DESCRIPTION = (
    "Qui nous sommes, ce que nous pouvons faire ensemble, quelles formations commencent bientôt. "
    "Vous pouvez venir accompagné·e."
)
SOURCES = {
    IntakeSource.FOREM: 6,
    IntakeSource.CPAS: 5,
    IntakeSource.PARTNER: 3,
    IntakeSource.SPONTANEOUS: 4,
    IntakeSource.AVIQ: 1,
}
SENDERS = {
    IntakeSource.FOREM: {PartnerKind.FOREM},
    IntakeSource.CPAS: {PartnerKind.CPAS},
    IntakeSource.AVIQ: {PartnerKind.AVIQ},
    IntakeSource.PARTNER: {PartnerKind.CISP, PartnerKind.ASSOCIATION, PartnerKind.MUNICIPALITY},
}
CAME = {Presence.PRESENT: 7, Presence.ABSENT: 3, Presence.EXCUSED: 1}
WORKSHOPS = {
    WorkshopKind.CV: (
        "Écrire son CV",
        "Chaque personne a repris son CV sur écran : rubriques, dates, mots du métier visé. Relu "
        "à deux, imprimé à la fin.",
    ),
    WorkshopKind.LETTER: (
        "La lettre qui répond à l'offre",
        "Lecture de trois offres, repérage de ce que l'employeur demande, écriture d'une lettre.",
    ),
    WorkshopKind.INTERVIEW: (
        "S'entraîner à l'entretien",
        "Jeux de rôle à trois : la personne, l'employeur, quelqu'un qui observe. Retour "
        "bienveillant après chaque passage.",
    ),
    WorkshopKind.DIGITAL: (
        "Chercher un emploi avec son téléphone",
        "Compte au Forem, alertes, pièce jointe dans un e-mail, photo d'un document.",
    ),
    WorkshopKind.SEARCH: (
        "Organiser sa recherche",
        "Carnet de candidatures, appels de relance, liste de dix entreprises près de chez soi.",
    ),
}
REMARKS = (
    "A terminé avant les autres et aidé quelqu'un.",
    "",
    "À revoir ensemble : les dates.",
    "",
    "Demande un atelier sur l'entretien.",
)


def write_gatherings(reference: Reference, staff: Staff, seed: int, on: date) -> None:
    _write_sessions(reference, staff, seed, on)
    _write_workshops(staff, seed, on)


def _write_sessions(reference: Reference, staff: Staff, seed: int, on: date) -> None:
    sessions = InformationSession.objects.bulk_create(
        _session(dealt(staff.coaches, number), number, weekday(on + days(7 * week), date.max), on)
        for number, week in enumerate(SESSION_WEEKS)
    )
    rows = [row for each in sessions for row in _sign_ups(reference, each, seed, on)]
    asked = [row.signed_up_at for row in rows]
    SignUp.objects.bulk_create(rows)  # which stamps them with the present
    for row, at in zip(rows, asked, strict=True):
        row.signed_up_at = at
    SignUp.objects.bulk_update(rows, ["signed_up_at"])


def _session(host: User, number: int, day: date, on: date) -> InformationSession:
    starts = time(9, 30) if number % 3 else time(13, 30)
    starts_at = instant(day, starts)
    is_over = day < on - days(10)
    return InformationSession(
        title="Matinée d'information" if number % 3 else "Après-midi d'information",
        description=DESCRIPTION,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=2),
        place=PLACE,
        directions=DIRECTIONS,
        capacity=CAPACITY,
        host=host,
        created_by=host,
        closed_at=starts_at + timedelta(hours=3) if is_over else None,
        is_first_interview=day > on,
    )


def _sign_ups(
    reference: Reference, session: InformationSession, seed: int, on: date
) -> Iterator[SignUp]:
    """The past ones full or nearly, with who came and who became a candidate soon after."""
    rng = rng_for(seed, "information", session.starts_at.isoformat())
    is_past = session.day < on
    soon = 3 if session.day <= on + days(14) else 0
    wanted = rng.randint(7, CAPACITY) if is_past or not soon else CAPACITY + soon
    joined = _candidates(session) if is_past else []
    for number in range(wanted):
        person = joined[number] if number < len(joined) else None
        yield _sign_up(reference, session, rng, number, person)


def _candidates(session: InformationSession) -> list[Beneficiary]:
    opened = (session.day, session.day + days(21))
    rows = Journey.objects.filter(opened_on__range=opened, beneficiary__sign_ups=None)
    rows = rows.select_related("beneficiary").defer("beneficiary__niss").order_by("pk")
    return [journey.beneficiary for journey in rows[:3]]


def _sign_up(
    reference: Reference,
    session: InformationSession,
    rng: Random,
    number: int,
    person: Beneficiary | None,
) -> SignUp:
    first, last = (person.first_name, person.last_name) if person else _name(rng)
    source = IntakeSource(person.source) if person and person.source else pick(rng, SOURCES)
    senders = [p for p in reference.partners.values() if p.kind in SENDERS.get(source, ())]
    has_email = rng.random() < 0.7
    asked_at = session.starts_at - timedelta(days=rng.randint(3, 12), hours=rng.randint(0, 5))
    marked = Presence.PRESENT if person else pick(rng, CAME)
    waits = number >= session.capacity
    return SignUp(
        session=session,
        first_name=first,
        last_name=last,
        email=f"{slugify(first)}.{slugify(last)}{number}@inscriptions.example" if has_email else "",
        phone=f"+32498{rng.randint(0, 999_999):06d}",
        source=source,
        partner=rng.choice(senders) if senders and rng.random() < 0.8 else None,
        status=SeatStatus.WAITING if waits else SeatStatus.REGISTERED,
        presence=marked if session.closed_at else Presence.UNKNOWN,
        beneficiary=person,
        confirmed_at=asked_at,
        signed_up_at=asked_at + timedelta(minutes=number),
    )


def _name(rng: Random) -> tuple[str, str]:
    origin = rng.choice(names.ORIGINS)
    return rng.choice(rng.choice((origin.women, origin.men))), rng.choice(origin.families)


def _write_workshops(staff: Staff, seed: int, on: date) -> None:
    kinds = list(WORKSHOPS)
    workshops = Workshop.objects.bulk_create(
        _workshop(dealt(staff.coaches, 5 * number), dealt(kinds, number), week, on)
        for number, week in enumerate(WORKSHOP_WEEKS)
    )
    taken: set[int] = set()
    for workshop in workshops:
        people = _participants(workshop, taken)
        taken |= {person.pk for person in people}
        _fill(workshop, people, rng_for(seed, "workshop", workshop.starts_at.isoformat()))


def _workshop(host: User, kind: WorkshopKind, week: int, on: date) -> Workshop:
    title, text = WORKSHOPS[kind]
    starts_at = instant(weekday(on + days(7 * week + 1), date.max), time(9, 0))
    closed = local(starts_at).date() < on - days(9)
    return Workshop(
        kind=kind,
        title=title,
        text=text if closed else "",
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=3),
        place="Salle des ateliers, premier étage",
        capacity=WORKSHOP_SEATS,
        host=host,
        created_by=host,
        closed_at=starts_at + timedelta(hours=4) if closed else None,
    )


def _participants(workshop: Workshop, taken: set[int]) -> list[Beneficiary]:
    """Persons of the host's team in a parcours that ran then, one workshop each."""
    ran = Beneficiary.objects.filter(
        team=workshop.host.team_id,
        journeys__agreed_on__lte=workshop.day,
        journeys__closed_on=None,
        journeys__first_hired_on=None,
    ).exclude(pk__in=taken)
    few = ran.annotate(said=Count("follow_ups")).filter(said__lte=MOST_FOLLOW_UPS)
    return list(few.defer("niss").order_by("pk")[: WORKSHOP_SEATS + 2])


def _fill(workshop: Workshop, people: Sequence[Beneficiary], rng: Random) -> None:
    seats = [
        WorkshopSeat(
            workshop=workshop,
            beneficiary=person,
            status=SeatStatus.REGISTERED if number < WORKSHOP_SEATS else SeatStatus.WAITING,
            created_by=workshop.host,
        )
        for number, person in enumerate(people)
    ]
    if workshop.closed_at:
        _hold(workshop, [seat for seat in seats if seat.status == SeatStatus.REGISTERED], rng)
    WorkshopSeat.objects.bulk_create(seats)


def _hold(workshop: Workshop, seats: Sequence[WorkshopSeat], rng: Random) -> None:
    """What `close_workshop` leaves: presences, and a follow-up for each registered person."""
    batch = UUID(int=rng.getrandbits(128), version=4)
    for number, seat in enumerate(seats):
        seat.presence = pick(rng, CAME)
        seat.remark = dealt(REMARKS, number) if seat.presence == Presence.PRESENT else ""
        seat.follow_up = FollowUp(
            beneficiary=seat.beneficiary,
            kind=FollowUpKind.JOBCOACHING,
            channel=Channel.OFFICE,
            happened_on=workshop.day,
            outcome=OUTCOMES[Presence(seat.presence)],
            minutes=follow_up_minutes(Presence(seat.presence), workshop.minutes),
            text=workshop.text,
            remark=seat.remark,
            batch=batch,
            created_by=workshop.host,
        )
    FollowUp.objects.bulk_create(seat.follow_up for seat in seats)
    met = [seat.beneficiary for seat in seats if _is_latest(seat, workshop.day)]
    for person in met:
        person.last_contact_on = workshop.day
    Beneficiary.objects.bulk_update(met, ["last_contact_on"])


def _is_latest(seat: WorkshopSeat, day: date) -> bool:
    last = seat.beneficiary.last_contact_on
    return seat.follow_up.outcome == Outcome.DONE and (last is None or last < day)
