"""Which persons does the text mean, among those that the user may see?"""

from django.db.models import Case, Q, QuerySet, When
from django.urls import reverse

from beneficiaries.models import Beneficiary
from mirec.accounts.enums import Permission
from mirec.accounts.models import User
from mirec.core.wording import day_full
from mirec.finding.found import MOST, Found, begins, said
from mirec.finding.typed import Typed

SHOWN = ("first_name", "last_name", "file_number", "born_on", "team__name")
SHOWN_OF_PROFILE = ("first_name", "last_name", "locality__commune", "target_occupation__label")


def persons(typed: Typed, user: User) -> list[Found]:
    """Files by name or number; who opens no file finds profiles, by name alone."""
    if user.has_verb(Permission.FILE_READ):
        return [_file(person) for person in _files(typed, user)]
    return [_profile(person) for person in _profiles(typed, user)]


def _files(typed: Typed, user: User) -> QuerySet[Beneficiary]:
    rows = Beneficiary.objects.visible_to(user)
    rows = _numbered(rows, typed, user) if typed.is_a_number else rows.resembling(typed.text)
    return rows.select_related("team").only(*SHOWN)[:MOST]


def _numbered(rows: QuerySet[Beneficiary], typed: Typed, user: User) -> QuerySet[Beneficiary]:
    """By file number or part of it, by phone, by the whole national number for who may read it."""
    wanted = begins("phone", typed.phones)
    if typed.file_number:
        wanted |= Q(file_number__contains=typed.file_number)
    if typed.niss and user.has_verb(Permission.NISS_READ):
        wanted |= Q(pk__in=Beneficiary.objects.with_niss(typed.niss).values("pk"))
    whole = Case(
        When(file_number=typed.file_number, then=0),
        When(file_number__endswith=typed.file_number, then=1),
        default=2,
    )
    return rows.filter(wanted).order_by(whole, "-file_number")


def _profiles(typed: Typed, user: User) -> QuerySet[Beneficiary]:
    rows = Beneficiary.objects.profile_visible_to(user).resembling(typed.text)
    return rows.select_related("locality", "target_occupation").only(*SHOWN_OF_PROFILE)[:MOST]


def _file(person: Beneficiary) -> Found:
    born = person.born_on and f"né·e le {day_full(person.born_on)}"
    return Found(
        label=person.full_name,
        detail=said(f"Dossier {person.file_number}", born, person.team.name),
        url=person.get_absolute_url(),
        icon="person",
        place=getattr(person, "place", 0),
    )


def _profile(person: Beneficiary) -> Found:
    commune = person.locality.commune if person.locality else ""
    return Found(
        label=person.full_name,
        detail=said("Profil", commune, person.target_occupation),
        url=reverse("employers:profile", args=[person.pk]),
        icon="person",
        place=getattr(person, "place", 0),
    )
