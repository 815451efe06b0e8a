"""Files change hands: everything to come follows the new coach, nothing past is rewritten.

Followed: the coach and team of the file, and the planned appointments of the former coach with
these persons. The plan, its open steps, the letters and the parcours belong to the file and go
with it. Kept as they were: follow-ups, appointments that took place, signatures, proposals.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count, F, QuerySet

from beneficiaries.models import Beneficiary
from coaching.enums import AppointmentStatus
from coaching.models import Appointment, Journey, Letter, Step, Transfer, TransferredFile
from mirec.accounts.enums import Role
from mirec.accounts.models import User

BATCH = 500


@dataclass(frozen=True)
class Preview:
    """What would move, counted; `leaving_count` files change team."""

    file_count: int
    leaving_count: int
    appointment_count: int
    journey_count: int
    step_count: int
    letter_count: int


def preview_of(files: QuerySet[Beneficiary], to_coach: User, *, at: datetime) -> Preview:
    """Nothing is written; six queries whatever the number of files."""
    leaving = files.exclude(team=to_coach.team_id) if to_coach.team_id else files.none()
    return Preview(
        file_count=files.count(),
        leaving_count=leaving.count(),
        appointment_count=_to_come(files, at).count(),
        journey_count=Journey.objects.open().filter(beneficiary__in=files).count(),
        step_count=Step.objects.filter(beneficiary__in=files, done_on__isnull=True).count(),
        letter_count=Letter.objects.to_send().filter(beneficiary__in=files).count(),
    )


def _to_come(files: QuerySet[Beneficiary], at: datetime) -> QuerySet[Appointment]:
    """Planned appointments of each file's present coach that have not begun."""
    return Appointment.objects.filter(
        beneficiary__in=files,
        coach=F("beneficiary__coach"),
        status=AppointmentStatus.PLANNED,
        starts_at__gte=at,
    )


@transaction.atomic
def transfer_files(
    *,
    files: QuerySet[Beneficiary],
    from_coach: User | None,
    to_coach: User,
    by: User,
    on: date,
    at: datetime,
    note: str = "",
    own_notes: Mapping[int, str] | None = None,
) -> Transfer:
    """Hand over the files of one coach; `own_notes` replaces `note` for the keys it holds.

    Raises ValidationError when a file has left that coach meanwhile. The number of queries does
    not grow with the files, but for one insert a five hundred.
    """
    if to_coach == from_coach:
        raise ValidationError({"to_coach": "Choisissez un autre jobcoach."})
    if not (to_coach.is_active and to_coach.has_role(Role.COACH)):
        raise ValidationError({"to_coach": "Cette personne ne suit pas de dossiers."})
    keys = _locked(files, from_coach)
    moving = Beneficiary.objects.filter(pk__in=keys)
    counts = dict(
        _to_come(moving, at).order_by().values_list("beneficiary").annotate(count=Count("pk"))
    )
    transfer = Transfer.objects.create(
        from_coach=from_coach, to_coach=to_coach, moved_on=on, created_by=by
    )
    _to_come(moving, at).update(coach=to_coach, revision=F("revision") + 1, changed_at=at)
    moving.update(coach=to_coach, **({"team": to_coach.team_id} if to_coach.team_id else {}))
    notes = own_notes or {}
    TransferredFile.objects.bulk_create(
        [
            TransferredFile(
                transfer=transfer,
                beneficiary_id=key,
                note=notes.get(key) or note,
                appointments_moved=counts.get(key, 0),
            )
            for key in keys
        ],
        batch_size=BATCH,
    )
    return transfer


def _locked(files: QuerySet[Beneficiary], from_coach: User | None) -> list[int]:
    """The keys of the files, locked, all of them with `from_coach` still."""
    wanted = list(files.order_by("pk").values_list("pk", flat=True))
    rows = Beneficiary.objects.filter(pk__in=wanted, merged_into__isnull=True).order_by("pk")
    found = dict(rows.select_for_update().values_list("pk", "coach"))
    former = from_coach.pk if from_coach else None
    if not wanted:
        raise ValidationError({"files": "Choisissez au moins un dossier."})
    if any(found.get(key, 0) != former for key in wanted):
        raise ValidationError(
            "Un de ces dossiers a changé de jobcoach entre-temps : reprenez depuis la liste."
        )
    return wanted
