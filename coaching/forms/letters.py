"""The text of a prepared letter, before it leaves."""

from django import forms

from coaching.models import Letter
from coaching.services.letters import rewrite_letter
from mirec.core.forms import HouseModelForm


class LetterForm(HouseModelForm):
    class Meta:
        model = Letter
        fields = ("subject", "text")
        widgets = {"text": forms.Textarea(attrs={"rows": 18})}

    def save(self) -> Letter:
        return rewrite_letter(
            letter=self.instance,
            subject=self.cleaned_data["subject"],
            text=self.cleaned_data["text"],
        )
