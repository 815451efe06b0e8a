"""Who the person is, and who may see the file."""

from datetime import date

import pghistory
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Func, Q, Value
from phonenumber_field.modelfields import PhoneNumberField

from beneficiaries.enums import (
    Diploma,
    Household,
    IntakeSource,
    PreferredChannel,
    Residence,
    Sex,
)
from beneficiaries.models.access import granted_to
from beneficiaries.models.reference import Locality, Occupation
from beneficiaries.niss import masked
from beneficiaries.rules.channels import reminder_channel
from mirec.accounts.enums import Permission, Role
from mirec.accounts.models import Team
from mirec.core.addresses import address_of
from mirec.core.fields import EncryptedTextField, MailField, digest
from mirec.core.models import (
    MergedQuerySet,
    Sound,
    Stamped,
    Unaccent,
    sort_key,
    sound_key,
    trigrams,
)
from mirec.core.periods import age_on
from mirec.core.search import ALIKE, LEAST_FORGIVEN, every_word, resembling

LEAST_LIKENESS = 0.28
"""Per word, of a name that only sounds alike: « Smaira » keeps 0.29 of « Samira »."""


def name_matches(text: str, prefix: str = "") -> Q:
    """Every word of `text` in the name key (accents and case forgiven), or the file number."""
    return every_word(text, f"{prefix}name_key") | Q(**{f"{prefix}file_number": text.strip()})


def heard() -> Func:
    """The codes of `sound_key` one by one, as the index `beneficiary_heard` holds them."""
    return Func(
        F("sound_key"),
        Value(" "),
        function="string_to_array",
        output_field=ArrayField(models.TextField()),
    )


def sounds_like(word: str) -> Q:
    """One of the names sounds as the word does; short words sound like too many."""
    if len(word) < LEAST_FORGIVEN:
        return Q()
    return Q(sounds__contains=[Sound(Unaccent(Value(word)))])


def own_files(user) -> Q:
    """The files that are a coach's without anybody's leave: the team's, and those one follows."""
    return Q(team_id=user.team_id, team__isnull=False) | Q(coach=user)


class BeneficiaryQuerySet(MergedQuerySet):
    def visible_to(self, user) -> "BeneficiaryQuerySet":
        """The persons whose *file* the user may open: own team, all for a manager, else none.

        A colleague's absence may open more for a while; a file merged into another is gone.
        """
        if not user.has_verb(Permission.FILE_READ):
            return self.none()
        present = self.present()
        if user.has_role(Role.MANAGER):
            return present
        mine = own_files(user)
        persons, coaches = granted_to(user)
        if persons:
            mine |= Q(pk__in=persons)
        if coaches:
            mine |= Q(coach__in=coaches)
        return present.filter(mine)

    def transferable_by(self, user) -> "BeneficiaryQuerySet":
        """Visible in one's own right: who replaces a colleague hands nothing on."""
        visible = self.visible_to(user)
        return visible if user.has_role(Role.MANAGER) else visible.filter(own_files(user))

    def profile_visible_to(self, user) -> "BeneficiaryQuerySet":
        """The persons whose name, skills and availability the user may see for vacancies."""
        if not user.has_verb(Permission.PROFILE_READ):
            return self.none()
        return self.present()

    def own_of(self, user) -> "BeneficiaryQuerySet":
        """The user's own record, for the own space."""
        return self.filter(user=user) if user.has_verb(Permission.OWN_SPACE) else self.none()

    def of_coach(self, user) -> "BeneficiaryQuerySet":
        return self.filter(coach=user)

    def named(self, text: str) -> "BeneficiaryQuerySet":
        """Every word stands in the name, without accents or case, or is the file number."""
        return self.filter(name_matches(text))

    def resembling(self, text: str) -> "BeneficiaryQuerySet":
        """By name with mistakes, best first: read it `with forgiving()` (mirec.core.search)."""
        rows = resembling(self.alias(sounds=heard()), text, "name_key", also=sounds_like)
        enough = LEAST_LIKENESS * len(text.split())
        return rows.filter(Q(place__lt=ALIKE) | Q(likeness__gte=enough)) if enough else rows

    def merged_in(self, pk: int) -> list[int]:
        """The file and all that were merged into it, one through another."""
        found, waiting = [], [pk]
        while waiting:
            found += waiting
            waiting = list(self.filter(merged_into__in=waiting).values_list("pk", flat=True))
        return found

    def with_niss(self, niss: str) -> "BeneficiaryQuerySet":
        """Exact search by a compact national number (eleven digits)."""
        return self.filter(niss_digest=digest(niss))


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(),
    pghistory.DeleteEvent(),
    exclude=["name_key", "sound_key"],
    model_name="BeneficiaryEvent",
)
class Beneficiary(Stamped):
    file_number = models.CharField("numéro de dossier", max_length=12, unique=True, editable=False)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="beneficiary",
        verbose_name="compte",
    )
    team = models.ForeignKey(
        Team, on_delete=models.PROTECT, related_name="beneficiaries", verbose_name="équipe"
    )
    coach = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="caseload",
        verbose_name="jobcoach",
    )
    first_name = models.CharField("prénom", max_length=80)
    last_name = models.CharField("nom", max_length=80)
    born_on = models.DateField("né·e le", null=True, blank=True)
    sex = models.CharField("sexe", max_length=1, choices=Sex.choices, blank=True)
    nationality = models.CharField("nationalité", max_length=60, blank=True)
    niss = EncryptedTextField("numéro national (NISS)", null=True, blank=True)
    niss_digest = models.CharField(  # noqa: DJ001 - unique; several may lack it
        max_length=64, null=True, editable=False
    )
    phone = PhoneNumberField("GSM ou téléphone", blank=True)
    email = MailField("e-mail", blank=True)
    preferred_channel = models.CharField(
        "joindre de préférence par", max_length=8, choices=PreferredChannel.choices, blank=True
    )
    may_leave_message = models.BooleanField("on peut laisser un message", default=True)
    street = models.CharField("rue et numéro", max_length=200, blank=True)
    locality = models.ForeignKey(
        Locality,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="localité",
    )
    household = models.CharField("ménage", max_length=24, choices=Household.choices, blank=True)
    dependent_children = models.PositiveSmallIntegerField("enfants à charge", null=True, blank=True)
    residence = models.CharField("séjour", max_length=24, choices=Residence.choices, blank=True)
    diploma = models.CharField(
        "diplôme le plus élevé", max_length=20, choices=Diploma.choices, blank=True
    )
    studies = models.CharField("études et formations", max_length=300, blank=True)
    source = models.CharField(
        "adressé·e par", max_length=16, choices=IntakeSource.choices, blank=True
    )
    target_occupation = models.ForeignKey(
        Occupation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="métier visé",
    )
    available_from = models.DateField("disponible à partir du", null=True, blank=True)
    availability = models.CharField("horaires possibles", max_length=200, blank=True)
    has_driving_licence = models.BooleanField("permis B", null=True, blank=True)
    has_vehicle = models.BooleanField("dispose d'un véhicule", null=True, blank=True)
    last_contact_on = models.DateField("dernier contact", null=True, editable=False)
    first_met_on = models.DateField("premier entretien le", null=True, blank=True)
    intake_note = models.TextField("remarques à l'inscription", max_length=5_000, blank=True)
    merged_into = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name="fusionné avec",
    )
    name_key = sort_key("last_name", "first_name")
    sound_key = sound_key("last_name", "first_name")

    objects = BeneficiaryQuerySet.as_manager()

    class Meta:
        verbose_name = "bénéficiaire"
        ordering = ["name_key", "pk"]
        indexes = [
            models.Index(fields=["name_key", "id"], name="beneficiary_name"),
            models.Index(fields=["team", "name_key", "id"], name="beneficiary_team_name"),
            models.Index(fields=["coach", "name_key", "id"], name="beneficiary_coach_name"),
            models.Index(fields=["last_contact_on"], name="beneficiary_contact"),
            models.Index(fields=["sound_key"], name="beneficiary_sound"),
            GinIndex(heard(), fastupdate=False, name="beneficiary_heard"),
            models.Index(fields=["phone"], name="beneficiary_phone", condition=~Q(phone="")),
            trigrams("name_key", name="beneficiary_trgm"),
            trigrams("file_number", name="beneficiary_number_trgm"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["niss_digest"],
                name="beneficiary_niss_unique",
                violation_error_message="Une personne a déjà ce numéro national.",
            ),
            models.CheckConstraint(
                condition=Q(niss__isnull=True, niss_digest__isnull=True)
                | Q(niss__isnull=False, niss_digest__isnull=False),
                name="beneficiary_niss_and_digest",
            ),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=models.F("pk")),
                name="beneficiary_merged_into_another",
            ),
        ]

    def __str__(self) -> str:
        return self.full_name

    def get_absolute_url(self) -> str:
        return address_of("beneficiaries:detail", self.pk)

    def is_own_of(self, user) -> bool:
        """Is the file open to the user without a colleague's temporary leave?"""
        is_team = self.team_id == user.team_id
        return is_team or self.coach_id == user.pk or user.has_role(Role.MANAGER)

    @property
    def message_channel(self) -> PreferredChannel | None:
        """By which means the house writes to the person; None when there is none."""
        return reminder_channel(
            preferred=self.preferred_channel,
            has_email=bool(self.email),
            has_phone=bool(self.phone),
            may_leave_message=self.may_leave_message,
        )

    def address_by(self, way: PreferredChannel) -> str:
        """The number or the address that `message_channel` goes to."""
        return self.phone.as_e164 if way == PreferredChannel.SMS else self.email

    @property
    def full_name(self) -> str:
        return f"{self.first_name} {self.last_name}"

    @property
    def niss_masked(self) -> str:
        return masked(self.niss) if self.niss else ""

    def set_niss(self, niss: str | None) -> None:
        """Keep the compact number and its fingerprint together; None or "" removes both."""
        self.niss = niss or None
        self.niss_digest = digest(niss) if niss else None

    def age_on(self, on: date) -> int | None:
        return age_on(self.born_on, on) if self.born_on else None
