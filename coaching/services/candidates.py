"""A participant of a session of information becomes a candidate: one file, one source kept."""

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from beneficiaries.models import Beneficiary
from beneficiaries.services.people import register_beneficiary, update_beneficiary
from coaching.enums import FirstInterview, Presence
from coaching.models import InformationSession, Journey, SignUp
from coaching.services.journeys import open_journey
from mirec.accounts.enums import Role
from mirec.accounts.models import Team, User

ALREADY = "Cette inscription a déjà un dossier."


@dataclass(frozen=True)
class Candidate:
    """`journey` is None when the session opens none; `obstacle` says why one could not open."""

    beneficiary: Beneficiary
    journey: Journey | None = None
    obstacle: str = ""


@transaction.atomic
def make_candidate(
    *, sign_up: SignUp, by: User, on: date, team: Team, same_as: Beneficiary | None = None
) -> Candidate:
    """Open a file, or join the one of the same person; who sent the person is kept.

    A collective session that counts as first interview opens the parcours on its day (D23 art. 6
    § 1), for who was there.
    """
    row = SignUp.objects.select_for_update(of=("self",)).get(pk=sign_up.pk)
    if row.beneficiary_id:
        raise ValidationError(ALREADY)
    session = row.session
    beneficiary = _joined(row, same_as, by) if same_as else _registered(row, team, by, on)
    row.beneficiary = beneficiary
    row.save(update_fields=["beneficiary"])
    if not (session.is_first_interview and row.presence == Presence.PRESENT):
        return Candidate(beneficiary)
    return _with_journey(beneficiary, session, by)


def _registered(row: SignUp, team: Team, by: User, on: date) -> Beneficiary:
    return register_beneficiary(
        team=team,
        coach=by if by.has_role(Role.COACH) and by.team_id == team.pk else None,
        by=by,
        on=on,
        first_name=row.first_name,
        last_name=row.last_name,
        email=row.email,
        phone=row.phone,
        source=row.source,
        intake_note=origin_of(row),
    )


def origin_of(row: SignUp) -> str:
    """« Séance d'information du 3 décembre 2026. Adressé·e par CPAS de Fleurus. »"""
    sender = row.partner.name if row.partner else row.get_source_display()
    return f"{row.session.title}, {row.session.moment}. Origine : {sender}."


def _joined(row: SignUp, person: Beneficiary, by: User) -> Beneficiary:
    """What the file says stays; what it lacks comes from the list."""
    missing = {
        name: getattr(row, name)
        for name in ("email", "phone", "source")
        if getattr(row, name) and not getattr(person, name)
    }
    note = "\n".join(filter(None, [person.intake_note, origin_of(row)]))
    return update_beneficiary(beneficiary=person, by=by, intake_note=note, **missing)


def _with_journey(person: Beneficiary, session: InformationSession, by: User) -> Candidate:
    """Joined to a file with a parcours, or too soon after one, the person keeps the file alone."""
    try:
        with transaction.atomic():
            journey = open_journey(
                beneficiary=person,
                opened_on=session.day,
                first_interview=FirstInterview.COLLECTIVE,
                by=by,
            )
    except ValidationError as refusal:
        return Candidate(person, obstacle=" ".join(refusal.messages))
    if person.first_met_on is None:
        update_beneficiary(beneficiary=person, by=by, first_met_on=session.day)
    return Candidate(person, journey)
