"""What the person can do."""

from typing import Any

from crispy_forms.layout import Layout

from beneficiaries.forms.lookups import LookupField
from beneficiaries.forms.owned import OwnedForm
from beneficiaries.models import BeneficiarySkill
from beneficiaries.services.skills import save_skill
from mirec.core.layouts import row


class SkillForm(OwnedForm):
    skill = LookupField(
        "skill", label="Compétence", help_text="Tapez un mot, puis choisissez dans la liste."
    )

    class Meta:
        model = BeneficiarySkill
        fields = ("skill", "level", "origin", "evidence")
        help_texts = {"evidence": "Attestation, titre de compétence, test… si elle existe."}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper.layout = Layout("skill", row("level", "origin"), "evidence")

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        held = BeneficiarySkill.objects.filter(beneficiary=self.instance.beneficiary)
        if data.get("skill") and held.filter(skill=data["skill"]).exists():
            self.add_error("skill", "Cette compétence est déjà notée : retirez-la pour la changer.")
        return data

    def save(self) -> BeneficiarySkill:
        return save_skill(row=self.instance, by=self.user)
