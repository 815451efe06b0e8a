"""The convention: drawn up with its dates, signed by each party, and what the last one opens."""

from datetime import date
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction

from beneficiaries.enums import Verdict
from beneficiaries.models import Assessment, Beneficiary, Regime
from beneficiaries.services.papers import draw_up, sign_paper
from beneficiaries.services.regimes import rules_of
from coaching.enums import Party
from coaching.models import Agreement, AgreementSignature, Journey
from coaching.rules.conventions import Facts, convention_text
from coaching.rules.limits import limit_from
from coaching.services.journeys import check_agreement, sign_agreement
from mirec.accounts.models import User

BOTH = (Party.PERSON, Party.MIRE)


@transaction.atomic
def draw_up_agreement(
    *,
    journey: Journey,
    assessment: Assessment,
    planned_on: date,
    by: User,
    on: date,
    with_forem: bool = False,
    derogation_reason: str = "",
) -> Agreement:
    """The next version of the convention, for a signature on `planned_on`.

    Refused as the signature of that day would be: nobody is given a paper that cannot be signed.
    A parcours that has its convention may have a later version; its assessment and day stay.
    """
    journey = Journey.objects.select_for_update().select_related("regime").get(pk=journey.pk)
    if not journey.is_open:
        raise ValidationError("Ce parcours est clôturé.")
    if journey.agreed_on:
        regime, planned_on, assessment = journey.regime, journey.agreed_on, journey.assessment
        derogation_reason = journey.derogation_reason
    else:
        regime = check_agreement(journey, assessment, planned_on, derogation_reason)
    content = content_of(
        journey, regime, assessment, planned_on, derogation_reason, with_forem=with_forem, by=by
    )
    parties = [party.value for party in (*BOTH, *([Party.FOREM] if with_forem else []))]
    return draw_up(
        model=Agreement, of={"journey": journey}, content=content, parties=parties, by=by, on=on
    )


def content_of(
    journey: Journey,
    regime: Regime,
    assessment: Assessment,
    planned_on: date,
    derogation_reason: str = "",
    *,
    by: User,
    with_forem: bool = False,
) -> dict[str, Any]:
    """All that the paper prints, and what its last signature needs to open the accompaniment."""
    facts = _facts(journey, regime, assessment, planned_on, derogation_reason, with_forem, by)
    return convention_text(facts) | {
        "assessed_on": assessment.assessed_on.isoformat(),
        "derogation_reason": derogation_reason,
    }


def _facts(
    journey: Journey,
    regime: Regime,
    assessment: Assessment,
    planned_on: date,
    derogation_reason: str,
    with_forem: bool,
    by: User,
) -> Facts:
    limits = rules_of(regime).limits
    person = journey.beneficiary
    signed = journey.agreed_on is not None
    return Facts(
        house=settings.HOUSE_LEGAL_NAME,
        place=settings.HOUSE_PLACE,
        signs_for_house=str(person.coach or by),
        person=person.full_name,
        person_lines=_lines_of(person),
        file_number=person.file_number,
        regime=f"{regime.label} ({regime.code})",
        opened_on=journey.opened_on,
        planned_on=planned_on,
        intake_article=regime.intake_article,
        due_on=journey.due_on if signed else limit_from(planned_on, limits.agreement),
        agreement_article=regime.agreement_article,
        job_search_due_on=(
            journey.job_search_due_on if signed else limit_from(planned_on, limits.job_search)
        ),
        job_search_article=regime.job_search_article,
        reentry_months=regime.reentry_months,
        reentry_article=regime.reentry_article,
        assessed_on=assessment.assessed_on,
        criteria=tuple(assessment.criteria_met),
        derogation=_derogation(regime, assessment, planned_on, derogation_reason),
        with_forem=with_forem,
    )


def _lines_of(person: Beneficiary) -> tuple[str, ...]:
    return tuple(str(line) for line in (person.street, person.locality) if line)


def _derogation(regime: Regime, assessment: Assessment, day: date, reason: str) -> str:
    """« Dérogation (art. 3, § 3). Motif : … », with the year's authorisation when one is noted."""
    if assessment.verdict == Verdict.ELIGIBLE:
        return ""
    leave = regime.authorisations.filter(year=day.year).first()
    reference = f", autorisation {leave.reference}" if leave else ""
    return f"Dérogation ({regime.quota_article}{reference}). Motif : {reason}"


@transaction.atomic
def sign_convention(
    *,
    agreement: Agreement,
    party: str,
    name: str,
    by: User,
    on: date,
    signed_on: date | None = None,
    drawing: str = "",
) -> AgreementSignature:
    """One signature; the last one opens the accompaniment on its day, with the limits of that day.

    Raises ValidationError when that day cannot open it: the signature is not kept then.
    """
    signature = sign_paper(
        paper=agreement,
        party=party,
        name=name,
        by=by,
        on=on,
        signed_on=signed_on,
        drawing=drawing,
    )
    agreement = Agreement.objects.select_related("journey").get(pk=agreement.pk)
    if agreement.completed_on and agreement.journey.agreed_on is None:
        sign_agreement(
            journey=agreement.journey,
            assessment=_assessment_of(agreement),
            agreed_on=agreement.completed_on,
            by=by,
            derogation_reason=agreement.content["derogation_reason"],
        )
    return signature


def _assessment_of(agreement: Agreement) -> Assessment:
    """The one that the paper rests on; made again the same day, the last one counts."""
    rows = Assessment.objects.filter(beneficiary=agreement.journey.beneficiary_id)
    return rows.filter(assessed_on=agreement.content["assessed_on"]).latest("pk")


@transaction.atomic
def agree_on_paper(
    *,
    journey: Journey,
    assessment: Assessment,
    agreed_on: date,
    by: User,
    derogation_reason: str = "",
) -> Journey:
    """A convention that both have signed on paper that day: its version and signatures are noted.

    A version that waits for that day takes the signatures it misses; otherwise a new one does.
    """
    agreement = _waiting_version(journey, assessment, agreed_on) or draw_up_agreement(
        journey=journey,
        assessment=assessment,
        planned_on=agreed_on,
        by=by,
        on=agreed_on,
        derogation_reason=derogation_reason,
    )
    names = signers_of(journey, by)
    for party in agreement.missing_parties:
        sign_convention(
            agreement=agreement,
            party=party,
            name=names[party],
            by=by,
            on=agreed_on,
            signed_on=agreed_on,
        )
    return Journey.objects.get(pk=journey.pk)


def _waiting_version(journey: Journey, assessment: Assessment, day: date) -> Agreement | None:
    """The latest version, when it was drawn up for both, for that day and that assessment."""
    latest = journey.agreements.first()
    if latest is None or latest.completed_on or latest.parties != [*BOTH]:
        return None
    said = (latest.content["planned_on"], latest.content["assessed_on"])
    wanted = (day.isoformat(), assessment.assessed_on.isoformat())
    return latest if said == wanted else None


def signers_of(journey: Journey, by: User) -> dict[str, str]:
    """Who signs for each party, as the forms propose it."""
    return {
        Party.PERSON: journey.beneficiary.full_name,
        Party.MIRE: str(by),
        Party.FOREM: "",
    }
