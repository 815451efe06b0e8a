"""The pages of this room, as their readers see them."""

import pytest
from django.urls import reverse

from beneficiaries.models import Regime
from tests.factories import AssessmentFactory, HandicapRecognitionFactory, SituationFactory, BeneficiarySkillFactory

pytestmark = pytest.mark.django_db


def test_smoke(client_of, coach, beneficiary, manager):
    client = client_of(coach)
    a = AssessmentFactory(beneficiary=beneficiary)
    s = SituationFactory(beneficiary=beneficiary)
    h = HandicapRecognitionFactory(beneficiary=beneficiary)
    k = BeneficiarySkillFactory(beneficiary=beneficiary)
    def go(url):
        r = client.get(url)
        assert r.status_code == 200, (url, r.status_code)
    for name in ("list", "create"):
        go(reverse(f"beneficiaries:{name}"))
    for name in ("detail", "edit", "panel-identity", "panel-skills", "panel-history", "panel-eligibility", "assess", "situation-create", "handicap-create", "skill-create"):
        go(reverse(f"beneficiaries:{name}", args=[beneficiary.pk]))
    go(a.get_absolute_url())
    go(reverse("beneficiaries:situation-edit", args=[s.pk]))
    go(reverse("beneficiaries:situation-delete", args=[s.pk]))
    go(reverse("beneficiaries:handicap-delete", args=[h.pk]))
    go(reverse("beneficiaries:skill-delete", args=[k.pk]))
    go(reverse("beneficiaries:suggestions", args=["locality"]) + "?locality=6000")


def test_smoke_regimes(client_of, manager):
    client = client_of(manager)
    regime = Regime.objects.get(code="R2024")
    def go(url):
        r = client.get(url)
        assert r.status_code == 200, (url, r.status_code)
    go(reverse("beneficiaries:regime-list"))
    for n in ("detail","copy","edit","delete","preview"):
        go(reverse(f"beneficiaries:regime-{n}", args=[regime.pk]))
    go(reverse("beneficiaries:criterion-create", args=[regime.pk]))
    go(reverse("beneficiaries:criterion-create", args=[regime.pk])+"?type=young_unoccupied")
    for c in regime.criteria.all():
        go(reverse("beneficiaries:criterion-edit", args=[c.pk]))
        go(reverse("beneficiaries:criterion-delete", args=[c.pk]))


def test_smoke_accounts(client_of, administrator, manager, coach):
    client = client_of(administrator)
    for u in (reverse("accounts:user-list"), reverse("accounts:user-create"), reverse("accounts:user-edit", args=[coach.pk]), reverse("accounts:team-create"), reverse("accounts:roles")):
        r = client.get(u)
        assert r.status_code == 200, u
