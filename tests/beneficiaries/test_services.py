"""What is written about a person and about the law, and what is refused."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pghistory
import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from beneficiaries.models import Beneficiary, Regime
from beneficiaries.services.accounts import NO_EMAIL, TAKEN, open_own_space
from beneficiaries.services.criteria import (
    discard_regime,
    is_in_use,
    remove_criterion,
    save_criterion,
    update_regime,
)
from beneficiaries.services.people import (
    niss_holder,
    register_beneficiary,
    update_beneficiary,
)
from beneficiaries.services.regimes import changed_verdicts, copy_regime
from beneficiaries.services.situations import remove_dated, save_dated
from mirec.accounts.enums import Role
from tests.factories import (
    AssessmentFactory,
    BeneficiaryFactory,
    JourneyFactory,
    RegimeFactory,
    SituationFactory,
    UserFactory,
)

ON = date(2026, 2, 10)


@pytest.fixture
def register(coach):
    def registered(on: date = ON, **data) -> Beneficiary:
        names = {"first_name": "Zoé", "last_name": "Lambert"}
        return register_beneficiary(team=coach.team, coach=coach, by=coach, on=on, **names | data)

    return registered


def author_of(row) -> int:
    return row.events.latest("pgh_id").pgh_context.metadata["user"]


@pytest.mark.django_db
def test_file_numbers_follow_each_other_within_a_year(register):
    numbers = [register().file_number, register().file_number]
    assert numbers == ["2026-0001", "2026-0002"]
    assert register(on=date(2027, 1, 4)).file_number == "2027-0001"


@pytest.mark.django_db
def test_the_ten_thousandth_file_of_a_year_comes_after_the_9999th(register):
    BeneficiaryFactory(file_number="2026-9999")
    assert register().file_number == "2026-10000"
    assert register().file_number == "2026-10001"


@pytest.mark.django_db(transaction=True)
def test_coaches_who_register_at_the_same_moment_get_different_numbers(coach):
    def registered(index: int) -> str:
        try:
            person = register_beneficiary(
                team=coach.team, coach=coach, by=coach, on=ON,
                first_name="Zoé", last_name=f"Lambert {index}",
            )  # fmt: skip
            return person.file_number
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        numbers = list(pool.map(registered, range(12)))
    assert sorted(numbers) == [f"2026-{number:04d}" for number in range(1, 13)]


@pytest.mark.django_db
def test_a_registration_says_who_made_it(register, coach):
    person = register(niss="90051700189")
    assert person.created_by == coach
    assert author_of(person) == coach.pk
    assert Beneficiary.objects.with_niss("90051700189").get() == person


@pytest.mark.django_db
def test_the_national_number_never_reaches_the_database_in_clear(register):
    person = register(niss="90051700189")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT row_to_json(b)::text FROM beneficiaries_beneficiary b WHERE id = %s",
            [person.pk],
        )
        (stored,) = cursor.fetchone()
    assert "90051700189" not in stored


@pytest.mark.django_db
def test_a_number_noted_twice_at_the_same_moment_is_refused_in_words(register, beneficiary):
    """Both forms looked before the other one was saved."""
    with pytest.raises(ValidationError) as refusal:
        register(niss=beneficiary.niss)
    assert refusal.value.message_dict == {"niss": ["Une personne a déjà ce numéro national."]}
    assert register().file_number, "the transaction goes on"


@pytest.mark.django_db
def test_an_update_changes_the_named_fields_and_says_who_did(beneficiary, colleague):
    update_beneficiary(beneficiary=beneficiary, by=colleague, studies="Menuiserie")
    assert Beneficiary.objects.get(pk=beneficiary.pk).studies == "Menuiserie"
    assert author_of(beneficiary) == colleague.pk


@pytest.mark.django_db
def test_a_number_is_taken_by_another_file_and_not_by_the_own(beneficiary):
    assert niss_holder(beneficiary.niss) == beneficiary
    assert niss_holder(beneficiary.niss, except_pk=beneficiary.pk) is None


@pytest.mark.django_db
def test_a_period_that_is_removed_says_by_whom_in_the_history(beneficiary, coach):
    row = SituationFactory(beneficiary=beneficiary)
    events = row.events.model.objects.filter(pgh_obj_id=row.pk)
    remove_dated(row=row, by=coach)
    last = events.latest("pgh_id")
    assert (last.pgh_label, last.pgh_context.metadata["user"]) == ("delete", coach.pk)


@pytest.mark.django_db
def test_who_first_wrote_a_period_stays_its_creator(beneficiary, coach, colleague):
    row = SituationFactory.build(beneficiary=beneficiary)
    save_dated(row=row, by=coach)
    row.note = "Attestation reçue"
    assert save_dated(row=row, by=colleague).created_by == coach
    assert author_of(row) == colleague.pk


@pytest.mark.django_db
def test_the_own_space_is_an_account_of_a_beneficiary_and_nothing_else(coach):
    person = BeneficiaryFactory(coach=coach, email="Zoe@Example.be")
    account = open_own_space(beneficiary=person, by=coach)
    assert (account.email, account.roles) == ("zoe@example.be", [Role.BENEFICIARY.value])
    assert Beneficiary.objects.get(pk=person.pk).user == account
    assert open_own_space(beneficiary=person, by=coach) == account


@pytest.mark.django_db
@pytest.mark.parametrize(("email", "refusal"), [("", NO_EMAIL), ("Prise@example.be", TAKEN)])
def test_the_own_space_needs_an_address_that_nobody_else_uses(coach, email, refusal):
    UserFactory(email="prise@example.be")
    person = BeneficiaryFactory(coach=coach, email=email)
    with pytest.raises(ValidationError, match=refusal[:30]):
        open_own_space(beneficiary=person, by=coach)


@pytest.fixture
def copied(manager):
    """A draft text that starts in July and that nothing was decided under."""
    return copy_regime(
        regime=RegimeFactory(r2024=True),
        code="R2026",
        label="Avant-projet",
        valid_from=date(2026, 7, 1),
        by=manager,
    )


@pytest.mark.django_db
def test_a_regime_is_in_use_once_an_assessment_or_a_journey_rests_on_it(copied):
    assert not is_in_use(copied)
    AssessmentFactory(regime=Regime.objects.get(code="R2024"))
    assert is_in_use(Regime.objects.get(code="R2024"))
    JourneyFactory(regime=Regime.objects.get(code="R2009"))
    assert is_in_use(Regime.objects.get(code="R2009"))


@pytest.mark.django_db
def test_what_was_decided_is_never_altered(manager):
    regime = AssessmentFactory().regime
    criterion = regime.criteria.first()
    with pytest.raises(ValidationError, match="ne changent plus"):
        update_regime(regime=regime, by=manager, quota_rate="0.5")
    with pytest.raises(ValidationError, match="ne changent plus"):
        save_criterion(criterion=criterion, by=manager)
    with pytest.raises(ValidationError, match="ne changent plus"):
        remove_criterion(criterion=criterion, by=manager)
    with pytest.raises(ValidationError, match="ne changent plus"):
        discard_regime(regime=regime, by=manager)


@pytest.mark.django_db
def test_a_copy_made_by_mistake_gives_its_place_back(copied, manager):
    discard_regime(regime=copied, by=manager)
    assert not Regime.objects.filter(code="R2026").exists()
    assert Regime.objects.get(code="R2024").valid_to is None


@pytest.mark.django_db
def test_a_copy_that_drops_a_criterion_shows_the_open_files_that_it_would_change(copied, manager):
    kept, refused = (
        AssessmentFactory(assessed_on=date(2026, 3, 2)).beneficiary,
        AssessmentFactory(
            assessed_on=date(2026, 3, 2),
            facts={
                "born_on": "1990-05-17",
                "compulsory_schooling": False,
                "registered_unoccupied": True,
                "diploma": "bachelor",
                "registered_months_of_36": 2,
                "months_without_work": 2,
                "months_without_allowance": 0,
                "months_without_integration_income": 40,
                "months_unoccupied": 2,
                "income": [],
                "residence": "legal_stay",
                "handicap": [],
                "referred_by_forem": False,
            },
        ).beneficiary,
    )
    for person in (kept, refused):
        JourneyFactory(beneficiary=person)
    with pghistory.context(user=manager.pk):
        remove_criterion(criterion=copied.criteria.get(code="5"), by=manager)
    changed = changed_verdicts(copied, date(2026, 7, 1))
    assert [row.assessment.beneficiary for row in changed] == [refused]
    assert changed[0].verdict_after == "not_eligible"
    assert refused.assessments.get().verdict == "eligible", "what was decided stays"
