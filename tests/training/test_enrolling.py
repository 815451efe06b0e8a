"""Places, the waiting list, and how an enrolment moves."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from tests.factories import (
    BeneficiaryFactory,
    CohortFactory,
    EnrolmentFactory,
)
from tests.training.plans import ENROLLED, ON, WAITING, faults
from training.enums import EnrolmentStatus
from training.models import Enrolment
from training.services import (
    enrol,
    move_enrolment,
)


@pytest.fixture
def cohort(coordinator):
    return CohortFactory(on=ON, places=2, coordinator=coordinator)


class TestEnrolling:
    def test_a_full_cohort_puts_new_persons_on_the_waiting_list(self, cohort, coordinator):
        entered = [
            enrol(cohort=cohort, beneficiary=BeneficiaryFactory(), by=coordinator, on=ON).status
            for _ in range(3)
        ]
        assert entered == [ENROLLED, ENROLLED, WAITING]

    def test_who_enrols_is_kept(self, cohort, coordinator):
        enrolment = enrol(cohort=cohort, beneficiary=BeneficiaryFactory(), by=coordinator, on=ON)
        assert (enrolment.created_by, enrolment.enrolled_on) == (coordinator, ON)
        event = Enrolment.pgh_event_model.objects.get(pgh_obj=enrolment)
        assert event.pgh_context.metadata["user"] == coordinator.pk

    def test_a_person_enters_a_cohort_once(self, cohort, coordinator):
        person = EnrolmentFactory(cohort=cohort, on=ON).beneficiary
        with pytest.raises(ValidationError) as refused:
            enrol(cohort=cohort, beneficiary=person, by=coordinator, on=ON)
        assert faults(refused) == {
            "beneficiary": ["Cette personne est déjà inscrite dans ce groupe."]
        }

    @pytest.mark.parametrize(
        ("day", "on"),
        [
            pytest.param(ON + timedelta(days=1), ON, id="tomorrow"),
            pytest.param(ON + timedelta(days=61), ON + timedelta(days=61), id="after the end"),
        ],
    )
    def test_nobody_enters_on_an_impossible_day(self, cohort, coordinator, day, on):
        with pytest.raises(ValidationError) as refused:
            enrol(
                cohort=cohort,
                beneficiary=BeneficiaryFactory(),
                by=coordinator,
                on=on,
                enrolled_on=day,
            )
        assert set(faults(refused)) == {"enrolled_on"}

    def test_the_waiting_list_goes_before_a_newcomer(self, cohort, coordinator):
        EnrolmentFactory(cohort=cohort, on=ON)
        EnrolmentFactory(cohort=cohort, on=ON, waiting=True)
        new = enrol(cohort=cohort, beneficiary=BeneficiaryFactory(), by=coordinator, on=ON)
        assert new.status == WAITING


class TestMoving:
    def test_from_the_list_to_a_free_place_counts_from_that_day(self, cohort, coordinator):
        waiting = EnrolmentFactory(cohort=cohort, on=ON, waiting=True)
        moved = move_enrolment(enrolment=waiting, to=ENROLLED, moved_on=ON, by=coordinator, on=ON)
        assert (moved.status, moved.enrolled_on) == (ENROLLED, ON)

    @pytest.mark.parametrize("trait", ["waiting", "dropped"])
    def test_nobody_enters_a_full_cohort(self, cohort, coordinator, trait):
        EnrolmentFactory.create_batch(2, cohort=cohort, on=ON)
        outside = EnrolmentFactory(cohort=cohort, on=ON, **{trait: True})
        with pytest.raises(ValidationError) as refused:
            move_enrolment(enrolment=outside, to=ENROLLED, moved_on=ON, by=coordinator, on=ON)
        assert faults(refused) == {"status": ["Le groupe est complet : libérez d'abord une place."]}

    def test_a_full_cohort_lets_a_mistaken_end_be_undone(self, cohort, coordinator):
        """Whoever completed still has the place."""
        EnrolmentFactory(cohort=cohort, on=ON)
        completed = EnrolmentFactory(cohort=cohort, on=ON, completed=True)
        moved = move_enrolment(enrolment=completed, to=ENROLLED, moved_on=ON, by=coordinator, on=ON)
        assert (moved.status, moved.ended_on) == (ENROLLED, None)

    def test_dropping_out_keeps_the_day_and_the_reason(self, cohort, coordinator):
        enrolment = EnrolmentFactory(cohort=cohort, on=ON)
        moved = move_enrolment(
            enrolment=enrolment,
            to=EnrolmentStatus.DROPPED,
            moved_on=ON,
            reason=" Déménage à Namur ",
            by=coordinator,
            on=ON,
        )
        assert (moved.ended_on, moved.end_reason) == (ON, "Déménage à Namur")

    def test_dropping_out_needs_a_reason(self, cohort, coordinator):
        enrolment = EnrolmentFactory(cohort=cohort, on=ON)
        with pytest.raises(ValidationError) as refused:
            move_enrolment(
                enrolment=enrolment,
                to=EnrolmentStatus.DROPPED,
                moved_on=ON,
                by=coordinator,
                on=ON,
            )
        assert set(faults(refused)) == {"reason"}

    def test_the_database_keeps_the_end_with_the_state(self, cohort):
        enrolment = EnrolmentFactory(cohort=cohort, on=ON)
        enrolment.status = EnrolmentStatus.COMPLETED
        with pytest.raises(IntegrityError):
            enrolment.save()
