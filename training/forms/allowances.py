"""What is typed about hours and money: a correction, a cost, an account, a run, a rate."""

from datetime import date
from decimal import Decimal
from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.core.exceptions import ValidationError

from mirec.accounts.models import User
from mirec.core.files import ACCEPTED, stored_fields
from mirec.core.forms import HouseForm, HouseModelForm, VersionedForm
from mirec.core.layouts import row
from mirec.core.refusals import BACKWARDS, refusing_in_words
from mirec.core.wording import hours
from training.enums import AttendanceState, ClaimKind, RateCode
from training.models import (
    BankAccount,
    Claim,
    ClaimCorrection,
    Enrolment,
    LedgerLine,
    PaymentRun,
    Rate,
    Session,
)
from training.queries.ledger import last_line_of, minutes_paid_in
from training.rules.accounts import BAD_IBAN, compact_iban
from training.rules.presence import minutes_counted
from training.services import correct_hours, prepare_run
from training.services.claims import correct_claim, decide_claim, record_claim, set_account

REACHES_BACK = "Recalculer aussi ce qui est déjà payé"
PAID_ALREADY = (
    "{hours} déjà payées tombent dans cette période : la différence, en plus ou en moins, "
    "viendrait au prochain paiement de chaque personne. Cochez si c'est bien voulu, ou changez la "
    "période."
)


def _period_applied(rate: Rate) -> tuple[date, date | None] | None:
    """The days whose hours are counted with it, both included; None when it counts for none."""
    counts = rate.is_certain and rate.code in {RateCode.HOUR, RateCode.WITHHOLDING}
    return (rate.valid_from, rate.valid_to) if counts else None


class CorrectionForm(VersionedForm):
    """`version` is the last line of the ledger that was shown: a colleague may have added one."""

    state = forms.TypedChoiceField(
        label="Présence", choices=AttendanceState.choices, coerce=AttendanceState
    )
    minutes = forms.IntegerField(
        label="Minutes suivies",
        min_value=0,
        max_value=24 * 60,
        required=False,
        help_text="Vide : toute la séance pour une présence, rien pour une absence.",
    )
    reason = forms.CharField(
        label="Pourquoi cette correction ?",
        max_length=200,
        help_text="Reste au registre, avec votre nom. Pas de donnée de santé.",
    )

    def __init__(
        self, *args: Any, session: Session, enrolment: Enrolment, user: User, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.session, self.enrolment, self.user = session, enrolment, user
        self.show_version(str(last_line_of(session, enrolment)))

    def save(self) -> list[LedgerLine]:
        data = self.cleaned_data
        return correct_hours(
            session=self.session,
            enrolment=self.enrolment,
            state=data["state"],
            minutes=minutes_counted(data["state"], data["minutes"], self.session.minutes),
            reason=data["reason"],
            by=self.user,
        )


class ClaimForm(HouseForm):
    kind = forms.TypedChoiceField(
        label="Frais", choices=ClaimKind.choices, coerce=ClaimKind, widget=forms.RadioSelect
    )
    spent_on = forms.DateField(label="Jour")
    asked_eur = forms.DecimalField(
        label="Montant payé (€)", min_value=Decimal("0.01"), max_digits=8, decimal_places=2,
        required=False, help_text="Sauf pour un trajet en voiture.",
    )  # fmt: skip
    km = forms.DecimalField(
        label="Kilomètres", min_value=Decimal("0.1"), max_digits=6, decimal_places=1,
        required=False, help_text="Aller et retour, pour un trajet en voiture.",
    )  # fmt: skip
    proof = forms.FileField(
        label="Preuve",
        required=False,
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
        help_text="Ticket, abonnement, attestation : PDF ou photo, 10 Mo au plus.",
    )

    def __init__(
        self, *args: Any, enrolment: Enrolment, user: User, on: date, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.enrolment, self.user, self.on = enrolment, user, on
        self.helper.layout = Layout("kind", row("spent_on", "asked_eur", "km"), "proof")

    def clean_proof(self) -> dict[str, Any] | None:
        upload = self.cleaned_data["proof"]
        return stored_fields(upload) if upload else None

    def save(self) -> Claim:
        return record_claim(enrolment=self.enrolment, by=self.user, on=self.on, **self.cleaned_data)


class DecisionForm(HouseForm):
    granted_eur = forms.DecimalField(
        label="Accordé (€)", min_value=0, max_digits=8, decimal_places=2, help_text="0 : refusé."
    )
    refusal = forms.CharField(label="Pourquoi moins ou rien", max_length=200, required=False)

    def __init__(self, *args: Any, claim: Claim, user: User, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.claim, self.user, self.on = claim, user, on
        self.helper.layout = Layout(row("granted_eur", "refusal"))

    def save(self) -> Claim:
        return decide_claim(claim=self.claim, by=self.user, on=self.on, **self.cleaned_data)


class ClaimCorrectionForm(VersionedForm):
    """`claim` has `held_eur`: a colleague may have corrected it too."""

    corrected_eur = forms.DecimalField(
        label="Accordé désormais (€)", min_value=0, max_digits=8, decimal_places=2,
        help_text="0 : tout est repris.",
    )  # fmt: skip
    reason = forms.CharField(label="Pourquoi", max_length=200)

    def __init__(self, *args: Any, claim: Claim, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.claim, self.user = claim, user
        self.show_version(f"{claim.held_eur:f}")
        self.helper.layout = Layout("version", row("corrected_eur", "reason"))

    def save(self) -> ClaimCorrection:
        data = self.cleaned_data
        return correct_claim(
            claim=self.claim,
            corrected_eur=data["corrected_eur"],
            reason=data["reason"],
            by=self.user,
        )


class AccountForm(HouseForm):
    iban = forms.CharField(
        label="IBAN", max_length=42, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    holder = forms.CharField(label="Titulaire du compte", max_length=70)

    def __init__(
        self, *args: Any, enrolment: Enrolment, user: User, on: date, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.enrolment, self.user, self.on = enrolment, user, on

    def clean_iban(self) -> str:
        """The check digits of any country; which banks exist changes too often to be a rule."""
        if not (iban := compact_iban(self.cleaned_data["iban"])):
            raise ValidationError(BAD_IBAN)
        return iban

    def save(self) -> BankAccount:
        return set_account(
            beneficiary=self.enrolment.beneficiary,
            by=self.user,
            on=self.on,
            **self.cleaned_data,
        )


class RunForm(HouseForm):
    month = forms.DateField(
        label="Mois à payer",
        input_formats=["%Y-%m", "%m/%Y", "%Y-%m-%d"],
        widget=forms.DateInput(format="%Y-%m", attrs={"type": "month"}),
        help_text="Avec tout ce qui reste dû des mois d'avant.",
    )
    execution_on = forms.DateField(label="À exécuter par la banque le")

    def __init__(self, *args: Any, user: User, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user, self.on = user, on
        self.helper.layout = Layout(row("month", "execution_on"))

    def save(self) -> PaymentRun:
        return prepare_run(
            month=self.cleaned_data["month"].replace(day=1),
            execution_on=self.cleaned_data["execution_on"],
            by=self.user,
            on=self.on,
        )


class RateForm(HouseModelForm):
    """A value, its period and where it is written; the days of two never overlap.

    `reaches_back` is asked once the value would change what is paid already.
    """

    reaches_back = forms.BooleanField(label=REACHES_BACK, required=False)

    class Meta:
        model = Rate
        fields = ("code", "value", "valid_from", "valid_to", "source", "is_certain")

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.held = _period_applied(self.instance) if self.instance.pk else None
        self.helper.layout = Layout(
            "version",
            row("code", "value"),
            row("valid_from", "valid_to"),
            "source",
            "is_certain",
        )

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        since, last = data.get("valid_from"), data.get("valid_to")
        if since and last and last < since:
            self.add_error("valid_to", BACKWARDS)
        return data

    def _post_clean(self) -> None:
        """The rate is known as it would stand: what would it change of the past?"""
        super()._post_clean()
        if self.errors or not {"code", "value", "valid_from", "valid_to", "is_certain"} & set(
            self.changed_data
        ):
            return
        periods = filter(None, [self.held, _period_applied(self.instance)])
        if minutes := minutes_paid_in(*periods):
            self.helper.layout.append("reaches_back")
            if not self.cleaned_data["reaches_back"]:
                self.add_error("reaches_back", PAID_ALREADY.format(hours=hours(minutes)))

    def save(self) -> Rate:
        if self.instance.created_by is None:
            self.instance.created_by = self.user
        with refusing_in_words(Rate):
            return super().save()
