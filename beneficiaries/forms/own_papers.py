"""A paper that the person sends from the own telephone: a photo, several, or a PDF."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from beneficiaries.enums import DocumentKind
from beneficiaries.models import Beneficiary, Document
from beneficiaries.services.documents import send_document
from mirec.accounts.models import User
from mirec.core.forms import FilesInput, HouseForm
from mirec.core.photos import paper_fields

NOTHING_CHOSEN = "Prenez une photo, ou choisissez un fichier."
SENT_NAME = "papier.pdf"


class ManyFiles(forms.FileField):
    """Its value is the list of what was chosen; an empty one is no fault here."""

    widget = FilesInput

    def clean(self, value: list[Any], initial: Any = None) -> list[Any]:
        return [super(ManyFiles, self).clean(each) for each in value or []]


class OwnPaperForm(HouseForm):
    """One of the two ways to give the paper is enough."""

    use_required_attribute = False
    kind = forms.ChoiceField(
        label=_("C'est quel papier ?"),
        choices=DocumentKind.choices,
        error_messages={"required": _("Dites quel papier c'est.")},
    )
    photo = ManyFiles(
        label=_("Prendre une photo"),
        widget=FilesInput(
            attrs={
                "accept": "image/jpeg,image/png",
                "capture": "environment",
                "multiple": False,
            }
        ),
    )
    files = ManyFiles(
        label=_("Ou choisir dans le téléphone"),
        widget=FilesInput(
            attrs={"accept": "image/jpeg,image/png,application/pdf", "multiple": True}
        ),
        help_text=_("Plusieurs photos deviennent un seul document. 10 Mo au plus chacune."),
    )

    def __init__(self, *args: Any, beneficiary: Beneficiary, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.beneficiary, self.user = beneficiary, user
        self.stored: dict[str, Any] = {}
        self.fields["kind"].choices = [("", _("Choisissez")), *DocumentKind.choices]

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        uploads = [*data.get("photo", []), *data.get("files", [])]
        if not uploads and not {"photo", "files"} & set(self.errors):
            raise ValidationError(NOTHING_CHOSEN)
        if uploads and not self.errors:
            self.stored = paper_fields(uploads, SENT_NAME)
        return data

    def save(self) -> Document:
        return send_document(
            beneficiary=self.beneficiary,
            kind=DocumentKind(self.cleaned_data["kind"]),
            stored=self.stored,
            by=self.user,
        )
