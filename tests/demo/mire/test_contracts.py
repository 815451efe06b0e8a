"""The demo's contracts say what they pay, who helps, when they were suspended and extended."""

import pytest
from django.db.models import F

from employers.enums import ContractType
from employers.models import ContractExtension, Placement, WorkBreak

pytestmark = pytest.mark.django_db


def test_each_contract_pays_and_the_terms_are_all_met(mire):
    assert not Placement.objects.filter(pay_eur__isnull=True).exists()
    assert Placement.objects.filter(aid__isnull=False).exists()
    assert Placement.objects.exclude(tutor="").exists()
    interim = Placement.objects.filter(contract_type=ContractType.INTERIM)
    assert interim.exists()
    assert not interim.filter(user_company="").exists()


def test_breaks_lie_within_their_contract_and_the_past(mire):
    assert WorkBreak.objects.filter(is_counted=True).exists()
    assert WorkBreak.objects.filter(is_counted=False).exists()
    assert not WorkBreak.objects.filter(starts_on__lt=F("placement__starts_on")).exists()
    assert not WorkBreak.objects.filter(ends_on__gt=F("placement__last_day")).exists()
    assert not WorkBreak.objects.filter(ends_on__gt=mire).exists()


def test_the_last_extension_leads_to_the_term(mire):
    assert ContractExtension.objects.exists()
    assert not ContractExtension.objects.filter(agreed_on__gt=mire).exists()
    for placement in Placement.objects.filter(extensions__isnull=False).distinct():
        assert max(each.new_end_on for each in placement.extensions.all()) == (
            placement.planned_end_on
        )
