"""The pages of this room, as their readers see them."""

import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db


def test_a_coach_opens_the_file_of_a_person_of_the_team(client_of, coach, beneficiary):
    page = client_of(coach).get(reverse("beneficiaries:detail", args=[beneficiary.pk]))
    assert page.status_code == 200
    assert beneficiary.full_name in page.content.decode()


def test_smoke(client_of, coach, beneficiary):
    client = client_of(coach)
    for name in ("list", "create"):
        assert client.get(reverse(f"beneficiaries:{name}")).status_code == 200
    for name in ("edit", "panel-identity"):
        assert client.get(reverse(f"beneficiaries:{name}", args=[beneficiary.pk])).status_code == 200
