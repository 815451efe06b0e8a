"""Conventions, letters, breaks, a transfer and a replacement: what surrounds the parcours."""

from collections.abc import Iterable
from datetime import date, datetime, time

from django.utils import timezone

from beneficiaries.enums import Verdict
from beneficiaries.models import Assessment, Beneficiary, TemporaryAccess
from coaching.enums import ExitReason, Party
from coaching.models import Agreement, AgreementSignature, Journey, JourneyBreak, Letter
from coaching.services.conventions import content_of
from coaching.services.handovers import transfer_files
from coaching.services.letters import letters_of
from mirec.demo.chance import days
from mirec.demo.writers.staff import Staff

MOST_CONVENTIONS, MOST_WAITING, MOST_LETTERS = 300, 12, 300
LETTER_DAYS, SENT_AFTER_DAYS, WAITING_REFUSALS = 60, 3, 2
BATCH = 500
TOLD = (ExitReason.REFUSED, ExitReason.REFUSED_AUTOMATICALLY, ExitReason.ORIENTED)
PAUSES = (
    (-12, 25, "Garde d'un parent, convenue jusqu'au retour d'une aide à domicile"),
    (-40, -10, "Déménagement"),
    (10, 38, "Vacances scolaires, sans solution de garde"),
    (-3, 11, "Formation courte chez un partenaire"),
)
NOTE = (
    "Le CV est prêt et la recherche est lancée. Appeler en début de matinée : l'après-midi, le "
    "téléphone reste coupé."
)


def write_clocks(staff: Staff, on: date) -> None:
    _write_conventions(on)
    _write_waiting(on)
    _write_letters(on)
    _write_breaks(staff, on)
    _write_transfer(staff, on)
    _write_replacement(staff, on)


def _journeys():
    return Journey.objects.select_related(
        "beneficiary__coach", "beneficiary__locality", "regime", "assessment", "oriented_to"
    )


def _write_conventions(on: date) -> None:
    """The latest agreements that run have their paper, signed by both that day."""
    running = _journeys().open().filter(agreed_on__isnull=False, beneficiary__coach__isnull=False)
    drawn = [
        Agreement(
            journey=journey,
            version=1,
            content=content_of(
                journey, journey.regime, journey.assessment, journey.agreed_on,
                journey.derogation_reason, by=journey.beneficiary.coach,
            ),
            parties=[Party.PERSON.value, Party.MIRE.value],
            drawn_on=journey.agreed_on,
            completed_on=journey.agreed_on,
            created_by=journey.beneficiary.coach,
        )
        for journey in running.order_by("-agreed_on", "pk")[:MOST_CONVENTIONS]
    ]  # fmt: skip
    Agreement.objects.bulk_create(drawn, batch_size=BATCH)
    _sign(drawn, (Party.PERSON, Party.MIRE))


def _sign(agreements: Iterable[Agreement], parties: tuple[Party, ...]) -> None:
    AgreementSignature.objects.bulk_create(
        [
            AgreementSignature(
                paper=agreement,
                party=party,
                name=_signer(agreement, party),
                signed_on=agreement.drawn_on,
                created_by=agreement.created_by,
            )
            for agreement in agreements
            for party in parties
        ],
        batch_size=BATCH,
    )


def _signer(agreement: Agreement, party: Party) -> str:
    person = agreement.journey.beneficiary
    return person.full_name if party == Party.PERSON else str(person.coach)


def _write_waiting(on: date) -> None:
    """A few candidates have a paper that waits: for both, or for the Mire alone."""
    candidates = _journeys().open().filter(
        agreed_on__isnull=True, intake_due_on__gte=on, beneficiary__coach__isnull=False
    )  # fmt: skip
    drawn = []
    for journey in candidates.order_by("pk"):
        latest = journey.beneficiary.assessments.first()
        if _may_sign(latest, journey):
            drawn.append(_waiting(journey, latest, on))
        if len(drawn) == MOST_WAITING:
            break
    Agreement.objects.bulk_create(drawn)
    _sign(drawn[::2], (Party.PERSON,))


def _may_sign(assessment: Assessment | None, journey: Journey) -> bool:
    if assessment is None or assessment.regime_id != journey.regime_id:
        return False
    return assessment.verdict == Verdict.ELIGIBLE


def _waiting(journey: Journey, assessment: Assessment, on: date) -> Agreement:
    coach = journey.beneficiary.coach
    drawn_on = max(assessment.assessed_on, journey.opened_on, on - days(5))
    planned_on = min(on + days(2), journey.intake_due_on)
    return Agreement(
        journey=journey,
        version=1,
        content=content_of(journey, journey.regime, assessment, planned_on, by=coach),
        parties=[Party.PERSON.value, Party.MIRE.value],
        drawn_on=drawn_on,
        created_by=coach,
    )


def _write_letters(on: date) -> None:
    """Of the latest decisions; the last two refusals and what is three days old are not sent."""
    ended = _journeys().filter(agreed_on=None, exit_reason__in=TOLD)
    begun = _journeys().filter(agreed_on__gte=on - days(LETTER_DAYS))
    refusals = list(ended.order_by("-closed_on", "pk")[:MOST_LETTERS])
    _keep_letters(refusals[:WAITING_REFUSALS], on, are_sent=False)
    _keep_letters(refusals[WAITING_REFUSALS:], on, are_sent=True)
    _keep_letters(begun.order_by("pk")[:MOST_LETTERS], on, are_sent=True)


def _keep_letters(journeys: Iterable[Journey], on: date, *, are_sent: bool) -> None:
    letters: list[Letter] = []
    for journey in journeys:
        coach = journey.beneficiary.coach
        decided_on = journey.agreed_on or journey.closed_on
        for letter in letters_of(journey, decided_on, coach):
            if are_sent and coach and decided_on + days(SENT_AFTER_DAYS) < on:
                letter.sent_on, letter.sent_by = decided_on + days(1), coach
            letters.append(letter)
    Letter.objects.bulk_create(letters, batch_size=BATCH)


def _write_breaks(staff: Staff, on: date) -> None:
    """Of the first coach, whose account the demo names first."""
    running = _journeys().open().filter(agreed_on__lt=on - days(60)).order_by("pk")
    running = running.filter(beneficiary__coach=staff.coaches[0])
    JourneyBreak.objects.bulk_create(
        JourneyBreak(
            journey=journey,
            starts_on=on + days(start),
            ends_on=on + days(end),
            reason=reason,
            created_by=journey.beneficiary.coach,
        )
        for journey, (start, end, reason) in zip(running[: len(PAUSES)], PAUSES, strict=False)
    )


def _write_transfer(staff: Staff, on: date) -> None:
    """Three files within the first team, a week ago."""
    taker, former = staff.coaches[:2]
    keys = list(
        Beneficiary.objects.filter(coach=former, journeys__closed_on__isnull=True)
        .filter(journeys__agreed_on__isnull=False)
        .order_by("pk")
        .values_list("pk", flat=True)[:3]
    )
    if keys:
        transfer_files(
            files=Beneficiary.objects.filter(pk__in=keys),
            from_coach=former,
            to_coach=taker,
            by=former,
            on=on - days(7),
            at=_moment(on - days(7), 9),
            note=NOTE,
        )


def _write_replacement(staff: Staff, on: date) -> None:
    """The last coach's files are open to the first one, of another team, for two weeks."""
    TemporaryAccess.objects.create(
        user=staff.coaches[0],
        coach=staff.coaches[-1],
        reason="Congé de naissance",
        starts_at=_moment(on - days(3), 0),
        ends_at=_moment(on + days(11), 23),
        created_by=staff.managers[0],
    )


def _moment(day: date, hour: int) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(hour)))
