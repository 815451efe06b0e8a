"""Opening, deciding and closing a parcours; every limit is set here and nowhere else."""

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction

from beneficiaries.enums import Verdict
from beneficiaries.models import Assessment, Beneficiary, Regime
from beneficiaries.niss import LEFT_SEALED
from beneficiaries.rules.regimes import NoRegimeError
from beneficiaries.services.regimes import regime_for, rules_of
from coaching.enums import ExitReason, FirstInterview, Phase
from coaching.models import Journey
from coaching.rules.limits import limit_from, reentry_from
from coaching.services.checks import follow_checks_of
from coaching.services.letters import prepare_letters
from coaching.services.quota import authorisation_of, take_place
from partners.models import Partner


def _regime(on: date, field: str) -> Regime:
    try:
        return regime_for(on)
    except NoRegimeError as refusal:
        raise ValidationError({field: str(refusal)}) from refusal


@transaction.atomic
def open_journey(
    *,
    beneficiary: Beneficiary,
    opened_on: date,
    first_interview: FirstInterview,
    by,
    reentry_decision: str = "",
) -> Journey:
    """Open with the first interview; sets the intake limit (D23 art. 6 § 1).

    Raises ValidationError when a journey is open already, or within the re-entry delay without a
    decision of Forem (D23 art. 6 § 3).
    """
    Beneficiary.objects.select_for_update().get(pk=beneficiary.pk)
    if beneficiary.journeys.open().exists():
        raise ValidationError("Cette personne a déjà un parcours ouvert.")
    if beneficiary.journeys.filter(closed_on__gt=opened_on).exists():
        raise ValidationError({"opened_on": "Un autre parcours de cette personne courait alors."})
    regime = _regime(opened_on, "opened_on")
    limits = rules_of(regime).limits
    if not reentry_decision:
        _refuse_early_reentry(beneficiary, opened_on, limits.reentry)
    return Journey.objects.create(
        beneficiary=beneficiary,
        regime=regime,
        phase=Phase.INTAKE,
        phase_since=opened_on,
        first_interview=first_interview,
        opened_on=opened_on,
        intake_due_on=limit_from(opened_on, limits.intake),
        reentry_decision=reentry_decision,
        created_by=by,
    )


def reentry_day(beneficiary: Beneficiary, on: date) -> date | None:
    """From when a new intake needs no decision of Forem, as the text of the day says.

    None while a parcours is open, and for who never had a convention.
    """
    if beneficiary.journeys.open().exists():
        return None
    return _reentry_day(beneficiary, rules_of(regime_for(on)).limits.reentry)


def _reentry_day(beneficiary: Beneficiary, limit) -> date | None:
    """A convention ends at its limit at the latest, however late somebody closes the parcours."""
    last = beneficiary.journeys.filter(agreed_on__isnull=False).order_by("-closed_on").first()
    if last is None:
        return None
    return reentry_from(min(last.closed_on, last.due_on or last.closed_on), limit)


def _refuse_early_reentry(beneficiary: Beneficiary, opened_on: date, limit) -> None:
    allowed_from = _reentry_day(beneficiary, limit)
    if allowed_from and opened_on < allowed_from:
        raise ValidationError(
            {
                "opened_on": f"Une nouvelle prise en charge est possible à partir du "
                f"{allowed_from:%d.%m.%Y}, sauf décision du Forem (D. 2023, art. 6, § 3)."
            }
        )


@transaction.atomic
def sign_agreement(
    *,
    journey: Journey,
    assessment: Assessment,
    agreed_on: date,
    by,
    derogation_reason: str = "",
) -> Journey:
    """Sign the agreement: the regime of that day sets the limits (D23 art. 5 § 3, art. 6 § 2).

    A person who is not eligible needs `derogation_reason`, room under the quota, and the
    authorisation of the year where the text asks one; its reference stays with the parcours.
    """
    journey = Journey.objects.select_for_update().get(pk=journey.pk)
    regime = check_agreement(journey, assessment, agreed_on, derogation_reason)
    is_derogation = assessment.verdict != Verdict.ELIGIBLE
    limits = rules_of(regime).limits
    journey.regime = regime
    journey.assessment = assessment
    journey.is_derogation = is_derogation
    journey.derogation_reason = derogation_reason if is_derogation else ""
    journey.authorisation = authorisation_of(regime, agreed_on.year) if is_derogation else None
    journey.agreed_on = agreed_on
    journey.agreed_by = by
    journey.due_on = limit_from(agreed_on, limits.agreement)
    journey.job_search_due_on = limit_from(agreed_on, limits.job_search)
    journey.phase = Phase.TOWARDS_EMPLOYMENT
    journey.phase_since = agreed_on
    journey.save()
    prepare_letters([journey], on=agreed_on, by=by)
    return journey


def check_agreement(
    journey: Journey, assessment: Assessment, agreed_on: date, derogation_reason: str
) -> Regime:
    """The regime under which the agreement may be signed that day; raises ValidationError."""
    regime = _regime(agreed_on, "agreed_on")
    _refuse_agreement(journey, assessment, agreed_on, regime)
    if assessment.verdict != Verdict.ELIGIBLE:
        _refuse_derogation(assessment, regime, agreed_on, derogation_reason)
    return regime


def _refuse_agreement(
    journey: Journey, assessment: Assessment, agreed_on: date, regime: Regime
) -> None:
    if not journey.is_open or journey.agreed_on:
        raise ValidationError("Ce parcours a déjà une convention, ou il est clôturé.")
    if agreed_on < journey.opened_on:
        raise ValidationError(
            {"agreed_on": "La convention ne peut pas précéder le premier entretien."}
        )
    if journey.intake_due_on and agreed_on > journey.intake_due_on:
        raise ValidationError(
            {
                "agreed_on": f"Le délai d'accueil a pris fin le {journey.intake_due_on:%d.%m.%Y} : "
                "la candidature est refusée d'office (D. 2023, art. 6, § 1er)."
            }
        )
    if assessment.beneficiary_id != journey.beneficiary_id:
        raise ValidationError({"assessment": "Cette évaluation concerne une autre personne."})
    if assessment.assessed_on > agreed_on:
        raise ValidationError(
            {"assessment": "L'éligibilité s'apprécie au plus tard le jour de la convention."}
        )
    if assessment.regime_id != regime.pk:
        raise ValidationError(
            {
                "assessment": f"Le régime {regime.code} est en vigueur à cette date : refaites "
                "l'évaluation avant de signer."
            }
        )


def _refuse_derogation(
    assessment: Assessment, regime: Regime, agreed_on: date, reason: str
) -> None:
    if assessment.verdict == Verdict.UNKNOWN:
        raise ValidationError(
            {"assessment": "L'éligibilité n'est pas encore établie : complétez l'évaluation."}
        )
    if not assessment.derogation_possible:
        raise ValidationError(
            {"assessment": "Cette personne n'est pas éligible et aucune dérogation n'est possible."}
        )
    if not reason.strip():
        raise ValidationError({"derogation_reason": "Écrivez le motif de la dérogation."})
    take_place(regime=regime, agreed_on=agreed_on)


@transaction.atomic
def close_journey(
    *,
    journey: Journey,
    closed_on: date,
    exit_reason: ExitReason,
    by,
    exit_note: str = "",
    oriented_to: Partner | None = None,
) -> Journey:
    """End the parcours with its reason; a closed one is never closed again.

    The end of a candidacy is told to the person and to Forem: its letters are prepared here
    (D23 art. 5 § 2). An orientation names the partner.
    """
    journey = Journey.objects.select_for_update().get(pk=journey.pk)
    reason = ExitReason(exit_reason)
    _refuse_close(journey, closed_on, reason)
    _refuse_untold(reason, exit_note, oriented_to)
    journey.closed_on = closed_on
    journey.closed_by = by
    journey.exit_reason = reason
    journey.exit_note = exit_note
    journey.oriented_to = oriented_to if reason == ExitReason.ORIENTED else None
    journey.save(
        update_fields=["closed_on", "closed_by", "exit_reason", "exit_note", "oriented_to"]
    )
    follow_checks_of(beneficiary_id=journey.beneficiary_id, on=closed_on)
    prepare_letters([journey] if journey.agreed_on is None else [], on=closed_on, by=by)
    return journey


def _refuse_close(journey: Journey, closed_on: date, reason: ExitReason) -> None:
    if not journey.is_open:
        raise ValidationError("Ce parcours est déjà clôturé.")
    if closed_on < max(journey.opened_on, journey.agreed_on or journey.opened_on):
        raise ValidationError(
            {"closed_on": "La clôture ne peut pas précéder le début du parcours."}
        )
    if not reason.fits(has_agreement=journey.agreed_on is not None):
        raise ValidationError(
            {"exit_reason": "Ce motif ne correspond pas à la phase de ce parcours."}
        )


def _refuse_untold(reason: ExitReason, exit_note: str, oriented_to: Partner | None) -> None:
    """The person hears the reasons of a decision (D23 art. 5 § 2)."""
    if reason in {ExitReason.REFUSED, ExitReason.ORIENTED} and not exit_note.strip():
        raise ValidationError({"exit_note": "Écrivez les motifs : la personne les reçoit."})
    if reason == ExitReason.ORIENTED and oriented_to is None:
        raise ValidationError({"oriented_to": "Choisissez le partenaire qui prend le relais."})


@transaction.atomic
def refuse_late_candidates(*, on: date) -> int:
    """Close every candidacy whose intake limit has passed (D23 art. 6 § 1); how many.

    The law itself refuses: nobody is named as the author, and the day is the one after the limit,
    whenever the night's work is done. The letters to the person, and to Forem
    for whom it addressed, are prepared along; a second run finds nobody and prepares nothing.
    """
    late = list(
        Journey.objects.past_intake(on)
        .select_related("beneficiary__coach", "regime", "oriented_to")
        .defer(*LEFT_SEALED)
        .select_for_update(of=("self",))
        .order_by("pk")
    )
    for journey in late:
        journey.closed_on = journey.intake_due_on + timedelta(days=1)
        journey.exit_reason = ExitReason.REFUSED_AUTOMATICALLY
        journey.exit_note = "Aucune décision dans le délai d'accueil (D. 2023, art. 6, § 1er)."
    Journey.objects.bulk_update(late, ["closed_on", "exit_reason", "exit_note"], batch_size=500)
    prepare_letters(late, on=on)
    return len(late)
