"""Two at the same moment: the night run twice, two who transfer, two who sign."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from beneficiaries.enums import IntakeSource
from beneficiaries.models import Beneficiary
from coaching.enums import Party
from coaching.models import Journey, Letter, Transfer
from coaching.services.conventions import draw_up_agreement, sign_convention
from coaching.services.handovers import transfer_files
from coaching.services.journeys import refuse_late_candidates
from mirec.core.periods import today
from tests.factories import AssessmentFactory, BeneficiaryFactory, JourneyFactory, UserFactory
from tests.training.test_races import race

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_nights_at_once_refuse_each_candidate_once():
    JourneyFactory.create_batch(6, intake_overdue=True, beneficiary__source=IntakeSource.CPAS)
    refused = race(*[lambda: refuse_late_candidates(on=today())] * 2)
    assert sum(refused) == 6
    assert Letter.objects.count() == 6


def test_of_two_transfers_at_once_one_is_told_that_the_file_has_left():
    coach = UserFactory(coach=True)
    takers = UserFactory.create_batch(2, coach=True)
    person = BeneficiaryFactory(coach=coach, team=coach.team)

    def to(taker):
        return transfer_files(
            files=Beneficiary.objects.filter(pk=person.pk),
            from_coach=coach,
            to_coach=taker,
            by=coach,
            on=today(),
            at=timezone.now(),
        )

    results = race(*(lambda taker=taker: to(taker) for taker in takers))
    assert sum(isinstance(result, ValidationError) for result in results) == 1
    person.refresh_from_db()
    assert Transfer.objects.get().to_coach == person.coach


def test_the_last_two_signatures_at_once_open_the_accompaniment():
    journey = JourneyFactory(beneficiary__coach=UserFactory(coach=True))
    coach = journey.beneficiary.coach
    agreement = draw_up_agreement(
        journey=journey,
        assessment=AssessmentFactory(beneficiary=journey.beneficiary, assessed_on=today()),
        planned_on=today(),
        by=coach,
        on=today(),
    )

    def sign(party):
        return sign_convention(agreement=agreement, party=party, name="Nom", by=coach, on=today())

    results = race(*(lambda party=party: sign(party) for party in (Party.PERSON, Party.MIRE)))
    assert not [result for result in results if isinstance(result, Exception)]
    assert Journey.objects.get(pk=journey.pk).agreed_on == today()
