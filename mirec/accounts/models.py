"""People who sign in: staff with roles and a team, and beneficiaries with their own space."""

import pghistory
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.functional import cached_property
from phonenumber_field.modelfields import PhoneNumberField

from mirec.accounts.enums import Role
from mirec.accounts.rules import permissions_of
from mirec.core.fields import EncryptedTextField
from mirec.core.models import sort_key

NO_ADDRESS = "sans-adresse.invalid"
"""The domain of who has no mail address: RFC 2606 keeps `.invalid` from ever being one."""


class Team(models.Model):
    name = models.CharField("nom", max_length=80, unique=True)

    class Meta:
        verbose_name = "équipe"
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class UserQuerySet(models.QuerySet):
    def with_role(self, role: Role) -> "UserQuerySet":
        return self.filter(roles__contains=[role.value], is_active=True)

    def staff(self) -> "UserQuerySet":
        return self.exclude(roles__contains=[Role.BENEFICIARY.value])


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):
    def create_user(self, email: str, password: str | None = None, **fields) -> "User":
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save()
        return user

    def create_superuser(self, email: str, password: str, **fields) -> "User":
        fields.setdefault("roles", [Role.ADMINISTRATOR.value])
        return self.create_user(email, password, **fields)


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(condition=pghistory.AnyChange(exclude=["last_login"])),
    pghistory.DeleteEvent(),
    exclude=["password", "last_login", "name_key"],
    model_name="UserEvent",
)
class User(AbstractBaseUser):
    email = models.EmailField(
        "adresse e-mail",
        unique=True,
        error_messages={"unique": "Un compte existe déjà avec cette adresse e-mail."},
    )
    first_name = models.CharField("prénom", max_length=80)
    last_name = models.CharField("nom", max_length=80)
    roles = ArrayField(
        models.CharField(max_length=20, choices=Role.choices), verbose_name="rôles", default=list
    )
    team = models.ForeignKey(
        Team,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="members",
        verbose_name="équipe",
    )
    phone = PhoneNumberField("téléphone professionnel", blank=True)
    is_active = models.BooleanField("compte actif", default=True)
    wants_digest = models.BooleanField("reçoit le point de la semaine", default=False)
    name_key = sort_key("last_name", "first_name")

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["first_name", "last_name"]

    class Meta:
        verbose_name = "utilisateur"
        ordering = ["name_key"]
        constraints = [
            models.CheckConstraint(
                condition=Q(email=Lower("email")),
                name="user_email_in_lower_case",
                violation_error_message="Écrivez l'adresse e-mail en minuscules.",
            ),
            models.CheckConstraint(
                condition=Q(roles__contained_by=Role.values),
                name="user_roles_known",
                violation_error_message="Ce rôle n'existe pas.",
            ),
            models.CheckConstraint(
                condition=~Q(roles__contains=[Role.BENEFICIARY.value])
                | Q(roles=[Role.BENEFICIARY.value]),
                name="user_beneficiary_only",
                violation_error_message="Un compte de bénéficiaire n'a pas d'autre rôle.",
            ),
        ]

    def __str__(self) -> str:
        return self.get_full_name()

    def get_full_name(self) -> str:
        return f"{self.first_name} {self.last_name}"

    def get_short_name(self) -> str:
        return self.first_name

    @property
    def initials(self) -> str:
        return f"{self.first_name[:1]}{self.last_name[:1]}".upper()

    @property
    def has_address(self) -> bool:
        """Can one write to it? Who has no mail address signs in by a code."""
        return not self.email.endswith(f"@{NO_ADDRESS}")

    @property
    def role_labels(self) -> list[str]:
        return [Role(role).label for role in self.roles]

    @cached_property
    def verbs(self) -> frozenset[str]:
        """The permissions of all the roles, as `Permission` values."""
        return permissions_of(self.roles)

    def has_verb(self, permission: str) -> bool:
        return str(permission) in self.verbs

    def has_role(self, role: Role) -> bool:
        return role.value in self.roles


class Draft(models.Model):
    """What someone types and has not sent: one per form and subject, encrypted, read by its author
    alone, counted nowhere. `subject` names the row or person that the form is about ("" for none).
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="drafts"
    )
    form = models.CharField("formulaire", max_length=60)
    subject = models.CharField("objet", max_length=60, blank=True)
    content = EncryptedTextField("saisie")  # the typed fields, as JSON
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = "brouillon"
        ordering = ["-updated_at"]
        constraints = [
            models.UniqueConstraint(fields=["user", "form", "subject"], name="draft_one_per_form")
        ]

    def __str__(self) -> str:
        return f"{self.form} {self.subject}".strip()
