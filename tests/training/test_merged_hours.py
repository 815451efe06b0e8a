"""Two files of one person in one cohort: no hour counts twice, and none is lost."""

from datetime import date, time, timedelta

import pgtrigger
import pytest
from django.core.exceptions import ValidationError
from django.db.models import Sum
from django.urls import reverse

from beneficiaries.previews import preview
from beneficiaries.services.merging import merge_files, undo_merge
from tests.factories import (
    AttendanceFactory,
    CohortFactory,
    EnrolmentFactory,
    PaymentFactory,
    PaymentRunFactory,
    SessionFactory,
)
from training.enums import AttendanceState, EnrolmentStatus, Measure
from training.models import LedgerLine, Payment
from training.rules.weeks import instant
from training.services import close_session, correct_hours

pytestmark = pytest.mark.django_db
ON = date(2023, 2, 3)


@pytest.fixture
def cohort(coordinator):
    return CohortFactory(
        coordinator=coordinator, starts_on=date(2022, 11, 1), ends_on=date(2023, 6, 30)
    )


@pytest.fixture
def two(cohort):
    return EnrolmentFactory.create_batch(2, cohort=cohort, enrolled_on=date(2022, 11, 1))


def _closed(cohort, day, minutes):
    """Of three hours; `minutes` of each enrolment."""
    starts = instant(day, time(8))
    session = SessionFactory(cohort=cohort, starts_at=starts, ends_at=starts + timedelta(hours=3))
    for enrolment, followed in minutes.items():
        AttendanceFactory(
            session=session,
            enrolment=enrolment,
            minutes=followed,
            state=AttendanceState.PRESENT if followed else AttendanceState.ABSENT,
            recorded_by=cohort.coordinator,
        )
    close_session(session=session, by=cohort.coordinator, at=session.ends_at)
    return session


def _merge(kept, absorbed, by):
    return merge_files(
        kept=kept.beneficiary, absorbed=absorbed.beneficiary, picked=[], by=by, on=ON
    )


def test_hours_of_one_session_in_both_files_are_settled_first_then_count_once(
    cohort, two, coordinator, manager
):
    kept, absorbed = two
    twice = _closed(cohort, date(2023, 1, 9), {kept: 180, absorbed: 180})
    _closed(cohort, date(2023, 1, 10), {kept: 0, absorbed: 180})
    assert "même séance" in str(preview(kept.beneficiary, absorbed.beneficiary)["refusals"])
    with pytest.raises(ValidationError, match="même séance"):
        _merge(kept, absorbed, manager)
    assert LedgerLine.objects.filter(enrolment=absorbed).exists(), "nothing has passed"
    correct_hours(
        session=twice, enrolment=absorbed, state=AttendanceState.ABSENT, minutes=0,
        reason="Deux dossiers pour une personne", by=coordinator,
    )  # fmt: skip
    _merge(kept, absorbed, manager)
    lines = LedgerLine.objects.filter(enrolment=kept)
    assert LedgerLine.objects.exclude(enrolment=kept).count() == 0
    assert lines.of(Measure.DONE).aggregate(total=Sum("minutes"))["total"] == 360
    assert sorted(kept.beneficiary.enrolments.get().attendances.values_list("minutes")) == [
        (180,), (180,)
    ]  # fmt: skip


def test_two_payments_of_one_run_keep_the_files_apart_and_of_two_runs_pass(two, manager):
    kept, absorbed = two
    run = PaymentRunFactory(validated=True)
    PaymentFactory(run=run, enrolment=kept)
    other = PaymentFactory(run=run, enrolment=absorbed)
    assert "même paiement" in str(preview(kept.beneficiary, absorbed.beneficiary)["refusals"])
    with pytest.raises(ValidationError, match="même paiement"):
        _merge(kept, absorbed, manager)
    with pgtrigger.ignore("training.Payment:paid_stays"):
        Payment.objects.filter(pk=other.pk).update(run=PaymentRunFactory(validated=True))
    _merge(kept, absorbed, manager)
    assert kept.payments.count() == 2


class TestTwoPlacesAtOneHour:
    @pytest.fixture
    def elsewhere(self, coordinator):
        return CohortFactory(
            name="Magasin", coordinator=coordinator,
            starts_on=date(2022, 11, 1), ends_on=date(2023, 6, 30),
        )  # fmt: skip

    def _at_one_hour(self, cohort, elsewhere, **changes):
        for each in (cohort, elsewhere):
            SessionFactory(cohort=each, on=ON, **changes)

    def test_the_page_says_so_and_offers_no_button(
        self, client_of, cohort, elsewhere, two, coach, manager
    ):
        kept = two[0].beneficiary
        absorbed = EnrolmentFactory(cohort=elsewhere, enrolled_on=ON).beneficiary
        two[1].delete()
        self._at_one_hour(cohort, elsewhere)
        page = client_of(manager).get(reverse("beneficiaries:merge", args=[kept.pk, absorbed.pk]))
        assert "deux séances en même temps" in page.text
        assert "« Magasin »" in page.text
        assert "Fusionner les deux dossiers</button>" not in page.text
        with pytest.raises(ValidationError, match="en même temps"):
            merge_files(kept=kept, absorbed=absorbed, picked=[], by=manager, on=ON)

    def test_a_place_that_the_kept_file_only_waits_for_is_seen_too(
        self, cohort, elsewhere, two, manager
    ):
        """The fused enrolment would take the place: the database refused it without a word."""
        kept, absorbed = two
        kept.status = EnrolmentStatus.WAITING
        kept.save()
        EnrolmentFactory(cohort=elsewhere, beneficiary=kept.beneficiary, enrolled_on=ON)
        self._at_one_hour(cohort, elsewhere)
        with pytest.raises(ValidationError, match="en même temps"):
            _merge(kept, absorbed, manager)

    def test_sessions_that_are_both_closed_stand_in_no_way(
        self, cohort, elsewhere, two, coordinator, manager
    ):
        kept, absorbed = two
        kept.status = EnrolmentStatus.WAITING
        kept.save()
        EnrolmentFactory(cohort=elsewhere, beneficiary=kept.beneficiary, enrolled_on=ON)
        self._at_one_hour(cohort, elsewhere, closed_at=instant(ON, time(13)), closed_by=coordinator)
        merge = _merge(kept, absorbed, manager)
        kept.refresh_from_db()
        assert kept.status == EnrolmentStatus.ENROLLED
        undo_merge(merge=merge, by=manager, on=ON)
        kept.refresh_from_db()
        assert kept.status == EnrolmentStatus.WAITING
        assert absorbed.beneficiary.enrolments.count() == 1
