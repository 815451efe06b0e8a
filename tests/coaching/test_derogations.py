"""The derogation quotas at their edge, the authorisation of the year, and two at the last place."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from beneficiaries.enums import Verdict
from beneficiaries.models import Assessment, Beneficiary, Regime
from coaching.enums import FirstInterview, Phase
from coaching.models import Journey
from coaching.services.journeys import sign_agreement
from coaching.services.limits import correct_agreement
from coaching.services.quota import derogation_count, derogation_room
from mirec.core.periods import months_after, today
from tests.factories import (
    AssessmentFactory,
    BeneficiaryFactory,
    DerogationAuthorisationFactory,
    JourneyFactory,
    TeamFactory,
    UserFactory,
)
from tests.training.test_races import race

IN_2024, IN_2015 = date(2024, 6, 3), date(2015, 6, 3)
REASON = "Écarts de parcours importants."


class House:
    """A Mire with as many persons as a case asks, under one regime."""

    def __init__(self, code: str, day: date) -> None:
        self.regime = Regime.objects.get(code=code)
        self.day = day
        self.manager = UserFactory(manager=True)
        self.team = TeamFactory()
        self.met = AssessmentFactory(regime=self.regime, assessed_on=day, criteria_met=["1"])
        self.number = 0

    def fill(self, eligible: int = 0, derogated: int = 0) -> None:
        people = Beneficiary.objects.bulk_create(
            Beneficiary(
                file_number=f"Q-{self.number + n}", team=self.team, first_name="Q", last_name=f"{n}"
            )
            for n in range(eligible + derogated)
        )
        self.number += len(people)
        Journey.objects.bulk_create(
            Journey(
                beneficiary=person,
                regime=self.regime,
                phase=Phase.TOWARDS_EMPLOYMENT,
                phase_since=self.day,
                first_interview=FirstInterview.INDIVIDUAL,
                opened_on=self.day,
                agreed_on=self.day,
                agreed_by=self.manager,
                assessment=self.met,
                is_derogation=index < derogated,
                derogation_reason=REASON if index < derogated else "",
            )
            for index, person in enumerate(people)
        )

    def candidate(self) -> Journey:
        return JourneyFactory(
            beneficiary=BeneficiaryFactory(team=self.team),
            regime=self.regime,
            opened_on=self.day,
            intake_due_on=months_after(self.day, 2),
        )

    def derogate(self, journey: Journey | None = None) -> Journey:
        journey = journey or self.candidate()
        refused = AssessmentFactory(
            beneficiary=journey.beneficiary,
            regime=self.regime,
            assessed_on=self.day,
            verdict=Verdict.NOT_ELIGIBLE,
            derogation_possible=True,
        )
        return sign_agreement(
            journey=journey,
            assessment=refused,
            agreed_on=self.day,
            by=self.manager,
            derogation_reason=REASON,
        )

    def counted(self) -> tuple[int, int]:
        count = derogation_count(regime=self.regime, year=self.day.year)
        return count.derogated, count.base


@pytest.mark.django_db
def test_since_2024_twenty_of_200_are_allowed_21_of_209_refused_and_21_of_210_allowed():
    house = House("R2024", IN_2024)
    house.fill(eligible=180, derogated=19)
    house.derogate()
    assert house.counted() == (20, 200)
    house.fill(eligible=8)
    assert house.counted() == (20, 208)
    with pytest.raises(ValidationError, match=r"21 sur 209 pour 20 au plus .*art\. 3, § 3"):
        house.derogate()
    house.fill(eligible=1)
    house.derogate()
    assert house.counted() == (21, 210)


@pytest.mark.django_db
def test_before_2024_twenty_percent_of_who_meets_1_to_7_derogations_not_counted_in_the_base():
    house = House("R2009", IN_2015)
    DerogationAuthorisationFactory(regime=house.regime, year=2015)
    house.fill(eligible=100, derogated=19)
    house.derogate()
    assert house.counted() == (20, 100)
    house.fill(eligible=4)
    with pytest.raises(ValidationError, match=r"21 sur 104 pour 20 au plus"):
        house.derogate()
    house.fill(eligible=1)
    house.derogate()
    assert house.counted() == (21, 105)


@pytest.mark.django_db
def test_without_the_authorisation_of_the_year_nothing_is_granted():
    house = House("R2009", IN_2015)
    house.fill(eligible=10)
    DerogationAuthorisationFactory(regime=house.regime, year=2014)
    with pytest.raises(ValidationError, match=r"art\. 3, § 1er, al\. 2.* pour 2015") as refusal:
        house.derogate()
    assert "Réglages, Régimes, R2009" in refusal.value.message
    late = DerogationAuthorisationFactory(
        regime=house.regime, year=2015, reference="AM du 4.6.2015", granted_on=date(2015, 6, 4)
    )
    with pytest.raises(ValidationError, match="une dérogation ne peut pas la précéder"):
        house.derogate()
    late.granted_on = IN_2015
    late.save()
    assert house.derogate().authorisation == late


@pytest.mark.django_db
def test_the_texts_since_2024_ask_no_authorisation():
    house = House("R2024", IN_2024)
    house.fill(eligible=10)
    assert house.derogate().authorisation is None


@pytest.mark.django_db
def test_the_reference_stays_with_the_parcours_and_is_shown(client_of):
    house = House("R2009", IN_2015)
    house.fill(eligible=10)
    DerogationAuthorisationFactory(regime=house.regime, year=2015, reference="AM-2015-77")
    signed = house.derogate()
    url = reverse("coaching:panel-journey", args=[signed.beneficiary_id])
    assert "Autorisation : AM-2015-77" in client_of(house.manager).get(url).content.decode()


@pytest.mark.django_db(transaction=True)
def test_of_two_signatures_at_the_last_place_one_wins():
    house = House("R2024", IN_2024)
    house.fill(eligible=180, derogated=18)
    house.fill(eligible=10)  # 18 of 208: the 19th and the 20th have room, the 21st of 211 has too
    house.fill(derogated=2)  # 20 of 210: one more makes 21 of 211, two more 22 of 212
    candidates = [house.candidate(), house.candidate()]
    found = race(*(lambda each=each: house.derogate(each) for each in candidates))
    refused = [each for each in found if isinstance(each, ValidationError)]
    assert len(refused) == 1
    assert "22 sur 212" in refused[0].message
    assert house.counted() == (21, 211)


@pytest.mark.django_db
def test_the_room_left_is_shown_before_a_derogation_is_granted(client_of, manager, coach):
    on = today()
    house = House("R2024", on)
    house.fill(eligible=18)
    journey = house.candidate()
    url = reverse("coaching:journey-agree", args=[journey.pk])
    page = " ".join(client_of(manager).get(url).content.decode().split())
    assert "0 sur 18 personnes, il en reste 2" in page
    house.fill(derogated=2)
    page = " ".join(client_of(manager).get(url).content.decode().split())
    assert "2 sur 20 personnes, plafond atteint" in page


@pytest.mark.django_db
def test_what_is_missing_is_said_before_one_signs(client_of, coach, beneficiary):
    journey = JourneyFactory(beneficiary=beneficiary)
    AssessmentFactory(beneficiary=beneficiary)
    for name in ("journey-agree", "agreement-create"):
        url = reverse(f"coaching:{name}", args=[journey.pk])
        page = " ".join(client_of(coach).get(url).content.decode().split())
        assert "Avant de signer :</strong> il manque la carte d&#x27;identité" in page


@pytest.mark.django_db
def test_the_room_is_that_of_the_text_in_force_not_of_the_one_it_was_opened_under():
    regime = Regime.objects.get(code="R2009")
    room = derogation_room(regime=regime, on=date(2024, 1, 2))
    assert room.count.rule.article.startswith("Décret du 13.12.2023")
    assert not room.lacks_authorisation
    assert derogation_room(regime=regime, on=IN_2015).lacks_authorisation


@pytest.mark.django_db
def test_a_correction_never_puts_a_derogation_before_its_authorisation():
    house = House("R2009", IN_2015)
    house.fill(eligible=20)
    leave = DerogationAuthorisationFactory(regime=house.regime, year=2015, granted_on=IN_2015)
    journey = house.candidate()
    Journey.objects.filter(pk=journey.pk).update(opened_on=date(2015, 5, 4))
    signed = house.derogate(Journey.objects.get(pk=journey.pk))
    assert signed.authorisation == leave
    Assessment.objects.update(assessed_on=date(2015, 5, 4))
    with pytest.raises(ValidationError, match="ne peut pas la précéder"):
        correct_agreement(
            journey=signed, agreed_on=date(2015, 6, 2), reason="Erreur", by=house.manager,
            on=date(2015, 7, 1),
        )  # fmt: skip
