"""The text of the end-of-accompaniment report, written by the house and rewritten by the coach."""

from django import forms

from mirec.core.forms import HouseForm


class ClosingForm(HouseForm):
    text = forms.CharField(
        label="Le texte du rapport",
        max_length=10_000,
        widget=forms.Textarea({"rows": 16}),
        help_text="Une ligne vide sépare deux paragraphes. Les listes s'ajoutent d'elles-mêmes.",
    )
