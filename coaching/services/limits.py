"""What moves the limit of a convention, and what does not: breaks, extensions, corrections.

`move_limit` is the only door by which `due_on` changes once it was set; it says why.
"""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from beneficiaries.services.regimes import regime_for, rules_of
from coaching.enums import LimitMove
from coaching.models import Journey, JourneyBreak, LimitChange
from coaching.rules.limits import limit_from, limit_with_breaks
from coaching.services.checks import follow_checks_of
from coaching.services.hiring import follow_employment
from mirec.core.periods import Period, months_after
from mirec.core.refusals import BACKWARDS, refusing_in_words
from mirec.core.wording import day_full

LONGEST_BREAK_MONTHS = 12
"""House bound, against a year typed wrong: a longer pause is an end and a new intake."""


def _open_journey(pk: int) -> Journey:
    rows = Journey.objects.select_related("regime", "assessment", "beneficiary")
    journey = rows.select_for_update(of=("self",)).get(pk=pk)
    if not journey.is_open:
        raise ValidationError("Ce parcours est clôturé : ses dates ne changent plus.")
    return journey


@transaction.atomic
def move_limit(
    *, journey: Journey, new_due_on: date, move: LimitMove, reason: str, article: str, by, on: date
) -> LimitChange | None:
    """Set the limit again and keep from when to when, why and by which text; None if it stays."""
    journey = Journey.objects.select_for_update().get(pk=journey.pk)
    if journey.due_on is None or journey.due_on == new_due_on:
        return None
    former, journey.due_on = journey.due_on, new_due_on
    journey.save(update_fields=["due_on"])
    follow_checks_of(beneficiary_id=journey.beneficiary_id, on=on)
    return LimitChange.objects.create(
        journey=journey,
        move=move,
        former_due_on=former,
        new_due_on=new_due_on,
        reason=reason,
        article=article,
        decided_on=on,
        created_by=by,
    )


@transaction.atomic
def agree_break(
    *, journey: Journey, starts_on: date, ends_on: date, reason: str, by, on: date
) -> JourneyBreak:
    """A pause agreed with the person, both days included: no silence is reproached meanwhile.

    It moves the limit only where the regime of the convention says so (D23: it does not).
    """
    journey = _open_journey(journey.pk)
    _refuse_break(journey, starts_on, ends_on, on)
    with refusing_in_words(JourneyBreak):
        pause = JourneyBreak.objects.create(
            journey=journey, starts_on=starts_on, ends_on=ends_on, reason=reason, created_by=by
        )
    _follow_breaks(journey, reason, by, on)
    return pause


@transaction.atomic
def change_break(
    *, pause: JourneyBreak, starts_on: date, ends_on: date, reason: str, by, on: date
) -> JourneyBreak:
    journey = _open_journey(pause.journey_id)
    _refuse_break(journey, starts_on, ends_on, on)
    pause.starts_on, pause.ends_on, pause.reason = starts_on, ends_on, reason
    with refusing_in_words(JourneyBreak):
        pause.save(update_fields=["starts_on", "ends_on", "reason"])
    _follow_breaks(journey, reason, by, on)
    return pause


@transaction.atomic
def cancel_break(*, pause: JourneyBreak, by, on: date) -> None:
    """A pause that was not taken; the history keeps it."""
    journey = _open_journey(pause.journey_id)
    reason = f"Suspension retirée : {pause.reason}"
    pause.delete()
    _follow_breaks(journey, reason, by, on)


def _refuse_break(journey: Journey, starts_on: date, ends_on: date, on: date) -> None:
    if starts_on < journey.opened_on:
        raise ValidationError({"starts_on": "Une suspension ne peut pas précéder le parcours."})
    if starts_on > months_after(on, LONGEST_BREAK_MONTHS):
        raise ValidationError({"starts_on": "Une suspension se convient un an d'avance au plus."})
    if ends_on < starts_on:
        raise ValidationError({"ends_on": BACKWARDS})
    if ends_on > months_after(starts_on, LONGEST_BREAK_MONTHS):
        raise ValidationError({"ends_on": "Une suspension dure un an au plus."})


def _follow_breaks(journey: Journey, reason: str, by, on: date) -> None:
    if journey.regime.breaks_move_limit and journey.due_on:
        move_limit(
            journey=journey,
            new_due_on=due_on_of(journey),
            move=LimitMove.BREAK,
            reason=reason,
            article=journey.regime.breaks_article,
            by=by,
            on=on,
        )


def due_on_of(journey: Journey) -> date | None:
    """The limit that the regime sets from the day of the agreement, with all that moved it since.

    None without an agreement, or where the text sets no limit.
    """
    rules = rules_of(journey.regime)
    if journey.agreed_on is None:
        return None
    due_on = limit_from(journey.agreed_on, rules.limits.agreement)
    if due_on is None:
        return None
    for change in journey.limit_changes.filter(move=LimitMove.EXTENSION):
        due_on += change.new_due_on - change.former_due_on
    if rules.breaks_move_limit:
        pauses = [Period(pause.starts_on, pause.ends_on) for pause in journey.breaks.all()]
        due_on = limit_with_breaks(due_on, journey.agreed_on, pauses)
    return due_on


@transaction.atomic
def extend_agreement(
    *, journey: Journey, months: int, reason: str, by, on: date
) -> LimitChange | None:
    """Extend once, within what the regime of the convention allows; its refusal quotes the text."""
    journey = _open_journey(journey.pk)
    if refusal := extension_refusal(journey):
        raise ValidationError(refusal)
    if not 1 <= months <= journey.regime.extension_months:
        most = f"{journey.regime.extension_months} mois au plus"
        raise ValidationError({"months": f"{most} ({journey.regime.extension_article})."})
    return move_limit(
        journey=journey,
        new_due_on=months_after(journey.due_on, months),
        move=LimitMove.EXTENSION,
        reason=reason,
        article=journey.regime.extension_article,
        by=by,
        on=on,
    )


def extension_refusal(journey: Journey) -> str:
    """Why this convention cannot be extended, with the article; "" when it can."""
    regime = journey.regime
    if journey.due_on is None:
        return "Ce parcours n'a pas d'échéance à prolonger."
    if regime.extension_months is None:
        cited = f" ({regime.agreement_article})" if regime.agreement_article else ""
        return (
            f"Le régime {regime.code} ne permet aucune prolongation : la convention prend fin au "
            f"plus tard le {day_full(journey.due_on)}{cited}."
        )
    if journey.limit_changes.filter(move=LimitMove.EXTENSION).exists():
        return f"Cette convention a déjà été prolongée ({regime.extension_article})."
    return ""


@transaction.atomic
def correct_agreement(
    *, journey: Journey, agreed_on: date, reason: str, by, on: date
) -> LimitChange | None:
    """The day of the convention was noted wrong: set it again, with the limits that follow from it.

    None where the limit does not move. Raises ValidationError when that day could not have been.
    """
    journey = _open_journey(journey.pk)
    if journey.agreed_on is None:
        raise ValidationError("Ce parcours n'a pas encore de convention.")
    _refuse_correction(journey, agreed_on)
    if journey.phase_since == journey.agreed_on:
        journey.phase_since = agreed_on
    journey.agreed_on = agreed_on
    journey.job_search_due_on = limit_from(agreed_on, rules_of(journey.regime).limits.job_search)
    journey.save(update_fields=["agreed_on", "phase_since", "job_search_due_on"])
    due_on = due_on_of(journey)
    follow_employment(beneficiary=journey.beneficiary, on=on)
    if due_on is None:
        return None
    return move_limit(
        journey=journey,
        new_due_on=due_on,
        move=LimitMove.CORRECTION,
        reason=reason,
        article=journey.regime.agreement_article,
        by=by,
        on=on,
    )


def _refuse_correction(journey: Journey, agreed_on: date) -> None:
    first, last = journey.opened_on, journey.intake_due_on
    if agreed_on < first or (last and agreed_on > last):
        until = f" et le {day_full(last)}" if last else " ou après"
        raise ValidationError(
            {"agreed_on": f"La convention se signe entre le {day_full(first)}{until}."}
        )
    if journey.assessment.assessed_on > agreed_on:
        raise ValidationError({"agreed_on": "L'évaluation retenue a été faite après ce jour."})
    if regime_for(agreed_on) != journey.regime:
        raise ValidationError({"agreed_on": "Un autre régime était en vigueur ce jour-là."})
    leave = journey.authorisation
    if leave and leave.granted_on > agreed_on:
        raise ValidationError(
            {
                "agreed_on": f"L'autorisation {leave.reference} est du "
                f"{day_full(leave.granted_on)} : une dérogation ne peut pas la précéder."
            }
        )
    if journey.is_derogation and agreed_on.year != journey.agreed_on.year:
        raise ValidationError(
            {"agreed_on": "Cette dérogation compte dans le plafond de son année : elle y reste."}
        )
