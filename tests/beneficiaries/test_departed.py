"""Whoever left the house stays named on a file until another takes over."""

import pytest

from beneficiaries.forms.people import BeneficiaryForm
from employers.forms.organisations import EmployerForm
from mirec.core.periods import today
from tests.factories import EmployerFactory

pytestmark = pytest.mark.django_db


def departed(user):
    user.is_active = False
    user.save(update_fields=["is_active"])
    return user


def test_a_jobcoach_who_left_is_not_lost_by_a_correction(coach, colleague, beneficiary):
    gone = departed(coach)
    form = BeneficiaryForm(instance=beneficiary, user=colleague, on=today())
    assert gone in form.fields["coach"].queryset
    new = BeneficiaryForm(user=colleague, on=today())
    assert gone not in new.fields["coach"].queryset


def test_a_prospector_who_left_is_not_lost_by_a_correction(prospector, manager):
    employer = EmployerFactory(prospector=departed(prospector))
    form = EmployerForm(instance=employer, user=manager)
    assert prospector in form.fields["prospector"].queryset
    assert prospector not in EmployerForm(user=manager).fields["prospector"].queryset
