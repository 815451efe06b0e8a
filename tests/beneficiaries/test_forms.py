"""Bad input gets a French sentence beside its field, and what was typed stays."""

from datetime import date, timedelta

import pytest

from beneficiaries.enums import CriterionKind, HandicapProof, SituationKind
from beneficiaries.forms.criteria import CriterionForm
from beneficiaries.forms.eligibility import NOTHING, FactsForm
from beneficiaries.forms.people import BeneficiaryForm
from beneficiaries.forms.regimes import RegimeCopyForm, RegimeForm
from beneficiaries.forms.situations import HandicapForm, SituationForm
from beneficiaries.forms.skills import SkillForm
from beneficiaries.models import (
    Beneficiary,
    BeneficiarySkill,
    HandicapRecognition,
    Regime,
    RegimeCriterion,
    Situation,
)
from beneficiaries.niss import formatted
from beneficiaries.services.assessing import facts_of
from mirec.core.forms import STALE
from tests.beneficiaries.filled import sent
from tests.factories import (
    AssessmentFactory,
    BeneficiaryFactory,
    LocalityFactory,
    OccupationFactory,
    RegimeFactory,
    SituationFactory,
    SkillFactory,
)
from tests.factories.beneficiaries import niss_for

pytestmark = pytest.mark.django_db
ON = date(2026, 2, 10)
BORN = date(1990, 5, 17)
TEN_MEGABYTES = 10 * 1024 * 1024
VALID = formatted(niss_for(BORN, "F", 7))


@pytest.fixture
def registering(coach):
    """`registering(field=value, …)`: the registration form, sent with a name and these."""

    def form(**changes) -> BeneficiaryForm:
        blank = BeneficiaryForm(user=coach, on=ON)
        names = {"first_name": "Zoé", "last_name": "Lambert"}
        return BeneficiaryForm(sent(blank, **(names | changes)), user=coach, on=ON)

    return form


@pytest.fixture
def changing(coach, beneficiary):
    """`changing(field=value, …)`: the form of an existing person, sent with these changes."""

    def form(**changes) -> BeneficiaryForm:
        person = Beneficiary.objects.get(pk=beneficiary.pk)
        shown = BeneficiaryForm(instance=person, user=coach, on=ON)
        return BeneficiaryForm(sent(shown, **changes), instance=person, user=coach, on=ON)

    return form


def test_a_name_is_enough_to_register_a_person(registering, coach):
    person = registering().try_save()
    assert (person.full_name, person.team, person.coach) == ("Zoé Lambert", coach.team, coach)


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("niss", "85.07.30-033", "onze chiffres ; celui-ci en a 9"),
        ("niss", "85.07.30-033.29", "ses deux derniers chiffres ne correspondent pas"),
        ("niss", "²²²²²²²²²²²", "onze chiffres ; celui-ci en a 0"),
        ("niss", "n'importe quoi", "onze chiffres ; celui-ci en a 0"),
        ("niss", "1" * TEN_MEGABYTES, "40"),
        ("born_on", "2026-02-11", "dans le futur"),
        ("born_on", "1910-01-01", "plus de 110 ans"),
        ("born_on", "31/02/1990", "date valide"),
        ("phone", "0470", "Ce numéro n'existe pas"),
        ("phone", "9" * TEN_MEGABYTES, "Ce numéro n'existe pas"),
        ("email", "sans arobase", "adresse"),
        ("locality", "9999", "Aucune localité ne correspond"),
        ("locality", "Lutèce", "Aucune localité ne correspond"),
        ("locality", "x" * TEN_MEGABYTES, "200"),
        ("target_occupation", "astronaute", "Aucun métier ne correspond"),
        ("dependent_children", "-1", "0"),
        ("dependent_children", "21", "20"),
        ("first_name", "", "obligatoire"),
        ("last_name", "é" * TEN_MEGABYTES, "80 caractères"),
        ("studies", "mot\0caché", "nul"),
        ("diploma", "doctorat", "choix"),
    ],
    ids=lambda value: str(value)[:40].replace("\0", "NUL"),
)
def test_what_cannot_be_is_refused_beside_its_field(registering, field, typed, sentence):
    form = registering(**{field: typed})
    assert form.try_save() is None
    assert sentence in " ".join(form.errors[field])
    assert form[field].value() == typed, "what was typed stays"


def test_an_address_with_accents_is_kept(registering):
    form = registering(email="jérôme.dubois@example.org")
    assert form.fields["email"].widget.input_type == "text"  # the browser's own check refuses it
    assert form.try_save().email == "jérôme.dubois@example.org"


def test_the_number_of_someone_else_is_noticed_by_its_birth_date(registering):
    form = registering(niss=VALID, born_on="1990-05-18")
    assert not form.is_valid()
    assert "née le 17 mai 1990" in form.errors["niss"][0].replace("\u00a0", " ")


def test_a_birth_date_left_empty_is_taken_from_the_number(registering):
    assert registering(niss=VALID).try_save().born_on == BORN


def test_a_number_already_in_use_is_refused_with_the_file_and_without_the_name(
    registering, other_beneficiary
):
    form = registering(niss=formatted(other_beneficiary.niss))
    assert not form.is_valid()
    said = form.errors.as_text()
    assert "figure déjà dans le dossier" in said
    assert other_beneficiary.last_name not in said
    assert other_beneficiary.first_name not in said
    assert f"{other_beneficiary.file_number} (équipe {other_beneficiary.team})" in said


def test_a_likely_twin_is_shown_once_and_a_second_send_decides(registering):
    BeneficiaryFactory(first_name="Zoe", last_name="LAMBERT", born_on=BORN)
    first = registering(born_on=BORN.isoformat())
    assert first.try_save() is None
    assert [twin.person.full_name for twin in first.twins] == ["Zoe LAMBERT"]
    again = registering(born_on=BORN.isoformat(), seen_twins=first["seen_twins"].value())
    assert again.try_save() is not None


def test_the_same_name_with_another_birth_date_is_somebody_else(registering):
    BeneficiaryFactory(first_name="Zoé", last_name="Lambert", born_on=BORN + timedelta(days=45))
    assert registering(born_on=BORN.isoformat()).is_valid()


def test_a_locality_is_named_by_its_code_its_name_or_both(registering):
    LocalityFactory(postal_code="4999", name="Sainte-Ode-lez-Tests", commune="Tests")
    for typed in ("4999", "sainte-ode-lez", "4999 Sainte-Ode-lez-Tests"):
        assert registering(locality=typed).try_save().locality.postal_code == "4999"
        Beneficiary.objects.all().delete()


def test_a_locality_that_may_be_several_asks_for_precision(registering):
    for name in ("Aaa-Nord", "Aaa-Sud"):
        LocalityFactory(postal_code="4998", name=name, commune="Tests")
    form = registering(locality="4998")
    assert not form.is_valid()
    assert "4998 Aaa-Nord ; 4998 Aaa-Sud" in form.errors["locality"][0]


def test_a_coach_registers_in_the_own_team_only(registering, stranger_coach):
    form = registering(team=stranger_coach.team_id, coach=stranger_coach.pk)
    assert not form.is_valid()
    assert {"team", "coach"} <= form.errors.keys()


def test_a_manager_chooses_a_coach_of_the_chosen_team(manager, coach, stranger_coach):
    data = {"first_name": "Zoé", "last_name": "Lambert", "team": stranger_coach.team_id}
    form = BeneficiaryForm(data | {"coach": coach.pk}, user=manager, on=ON)
    assert not form.is_valid()
    assert f"n'est pas de l'équipe {stranger_coach.team}" in form.errors["coach"][0]
    assert BeneficiaryForm(data | {"coach": stranger_coach.pk}, user=manager, on=ON).is_valid()


def test_a_change_keeps_the_number_that_is_not_shown(changing, beneficiary):
    assert changing(phone="0470 99 88 77").try_save()
    kept = Beneficiary.objects.get(pk=beneficiary.pk)
    assert (kept.niss, kept.phone.as_e164) == (beneficiary.niss, "+32470998877")


def test_a_number_noted_by_mistake_can_be_removed(changing, beneficiary):
    assert changing(forget_niss="on").try_save()
    kept = Beneficiary.objects.get(pk=beneficiary.pk)
    assert (kept.niss, kept.niss_digest) == (None, None)


def test_a_stale_form_says_so_keeps_what_was_typed_and_may_be_sent_again(changing, beneficiary):
    form = changing(phone="0470 99 88 77")
    Beneficiary.objects.filter(pk=beneficiary.pk).update(studies="Menuiserie")
    stale = BeneficiaryForm(
        form.data, instance=Beneficiary.objects.get(pk=beneficiary.pk), user=form.user, on=ON
    )
    assert stale.try_save() is None
    assert STALE in stale.non_field_errors()
    assert stale["phone"].value() == "0470 99 88 77"
    again = BeneficiaryForm(
        stale.data, instance=Beneficiary.objects.get(pk=beneficiary.pk), user=form.user, on=ON
    )
    assert again.try_save()


def situation_form(beneficiary, user, **data) -> SituationForm:
    sent_data = {"kind": SituationKind.REGISTERED.value, "starts_on": "2025-01-01"} | data
    return SituationForm(sent_data, instance=Situation(beneficiary=beneficiary), user=user)


@pytest.mark.parametrize(
    ("data", "field", "sentence"),
    [
        ({"ends_on": "2024-12-31"}, "ends_on", "La fin ne peut pas précéder le début."),
        ({"starts_on": "1980-01-01"}, "starts_on", "précède la naissance"),
        ({"starts_on": ""}, "starts_on", "obligatoire"),
        ({"kind": "congé"}, "kind", "choix"),
        ({"note": "n" * TEN_MEGABYTES}, "note", "200 caractères"),
    ],
    ids=["end before start", "before the birth", "no start", "unknown kind", "10 MB text"],
)
def test_a_period_that_cannot_be_is_refused(beneficiary, coach, data, field, sentence):
    form = situation_form(beneficiary, coach, **data)
    assert form.try_save() is None
    assert sentence in form.errors[field][0]


def test_a_period_long_ago_is_refused_for_a_person_whose_birth_is_unknown(coach):
    person = BeneficiaryFactory(incomplete=True, niss_digest=None)
    form = situation_form(person, coach, starts_on="0190-01-01")
    assert "de 1900 à 2100" in form.errors["starts_on"][0]


def test_a_period_that_covers_another_of_its_kind_says_which(beneficiary, coach):
    SituationFactory(beneficiary=beneficiary, registered=True, starts_on=date(2025, 6, 1))
    form = situation_form(beneficiary, coach)
    assert form.try_save() is None
    assert "1er juin 2025" in form.errors["starts_on"][0].replace("\u00a0", " ")
    assert situation_form(beneficiary, coach, ends_on="2025-05-31").try_save()


def test_a_period_may_be_changed_without_meeting_itself(beneficiary, coach):
    row = SituationFactory(beneficiary=beneficiary, registered=True, starts_on=date(2025, 6, 1))
    data = sent(SituationForm(instance=row, user=coach), ends_on="2025-12-31")
    assert SituationForm(data, instance=row, user=coach).try_save().ends_on == date(2025, 12, 31)


def test_a_document_ends_after_it_starts(beneficiary, coach):
    data = {
        "kind": HandicapProof.RECOGNITION.value,
        "valid_from": "2025-01-01",
        "valid_until": "2024-01-01",
    }
    row = HandicapRecognition(beneficiary=beneficiary)
    form = HandicapForm(data, instance=row, user=coach)
    assert form.try_save() is None
    assert form.errors["valid_until"] == ["La fin ne peut pas précéder le début."]
    assert HandicapForm(data | {"valid_until": ""}, instance=row, user=coach).try_save()


def test_a_skill_is_found_by_a_word_and_noted_once(beneficiary, coach):
    SkillFactory(label="Conduire un chariot élévateur")
    data = {"skill": "elevateur", "level": "3", "origin": "work"}

    def form() -> SkillForm:
        row = BeneficiarySkill(beneficiary=beneficiary)
        return SkillForm(data, instance=row, user=coach, on=ON)

    assert form().try_save().skill.label == "Conduire un chariot élévateur"
    assert "déjà notée" in form().errors["skill"][0]


def facts_form(beneficiary, user, **changes) -> FactsForm:
    known = {"facts": facts_of(beneficiary, ON), "beneficiary": beneficiary, "user": user, "on": ON}
    return FactsForm(sent(FactsForm(**known), **changes), **known)


def test_the_facts_of_the_file_are_proposed_and_recorded(beneficiary, coach):
    SituationFactory(beneficiary=beneficiary, registered=True, starts_on=date(2024, 1, 10))
    form = facts_form(beneficiary, coach)
    assessment = form.try_save()
    assert assessment.verdict == "eligible"
    assert assessment.facts == facts_of(beneficiary, ON).to_json()
    assert assessment.assessed_by == coach


def test_nothing_ticked_is_unknown_and_none_of_these_is_an_answer(beneficiary, coach):
    assert facts_form(beneficiary, coach, income=[]).try_save().facts["income"] is None
    assert facts_form(beneficiary, coach, income=[NOTHING]).try_save().facts["income"] == []


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"income": [NOTHING, "other_social_aid"]}, "income", "ne va pas avec"),
        ({"assessed_on": "2026-02-11"}, "assessed_on", "à venir"),
        ({"assessed_on": "2004-01-01"}, "assessed_on", "Aucun régime n'est en vigueur"),
        ({"born_on": "2026-02-11"}, "born_on", "postérieure"),
        ({"registered_months_of_36": "37"}, "registered_months_of_36", "36"),
        ({"months_without_work": "900"}, "months_without_work", "plus que l'âge"),
        ({"months_without_work": "beaucoup"}, "months_without_work", "nombre entier"),
    ],
    ids=["none and one", "tomorrow", "before the first text", "born tomorrow", "37 of 36",
         "longer than life", "in words"],
)  # fmt: skip
def test_facts_that_cannot_be_are_refused(beneficiary, coach, changes, field, sentence):
    form = facts_form(beneficiary, coach, **changes)
    assert form.try_save() is None
    assert sentence in form.errors[field][0]
    assert form.answered is None


def test_one_assimilated_period_leaves_the_empty_ones_unknown(beneficiary, coach):
    form = facts_form(beneficiary, coach, assimilated_sickness="3")
    months = form.try_save().facts["assimilated_months_of_36"]
    assert months["sickness"] == 3
    assert months["prison"] is None


@pytest.fixture
def free_regime():
    """A regime under which nothing was decided."""
    return RegimeFactory(r2009=True)


def test_a_quota_is_typed_in_per_cent_and_kept_as_a_share(free_regime, manager):
    shown = RegimeForm(instance=free_regime, user=manager)
    assert shown["quota_rate"].value() == "20"
    data = sent(shown, quota_rate="12.5")
    assert (
        str(RegimeForm(data, instance=free_regime, user=manager).try_save().quota_rate) == "0.125"
    )


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"quota_rate": "0"}, "quota_rate", "0.01"),
        ({"quota_rate": "100"}, "quota_rate", "99.99"),
        ({"quota_article": ""}, "quota_article", "l'article"),
        ({"quota_base": ""}, "quota_base", "sur quoi"),
        ({"quota_base_codes": ""}, "quota_base_codes", "conditions comptées"),
        ({"quota_base_codes": "1,77"}, "quota_base_codes", "pas de condition 77"),
        ({"intake_months": "2", "intake_article": ""}, "intake_article", "l'article"),
        ({"insertion_months_same": ""}, "insertion_months_same", "obligatoire"),
        ({"source": "s" * TEN_MEGABYTES}, "source", "4000"),
    ],
)
def test_a_figure_without_its_ground_is_refused(free_regime, manager, changes, field, sentence):
    data = sent(RegimeForm(instance=free_regime, user=manager), **changes)
    form = RegimeForm(data, instance=free_regime, user=manager)
    assert form.try_save() is None
    assert sentence in form.errors[field][0].replace(",", ".")


def test_only_the_words_of_a_regime_in_use_may_change(manager):
    regime = AssessmentFactory().regime
    form = RegimeForm(instance=regime, user=manager)
    assert set(form.fields) == {"version", "label", "source", "uncertainty"}
    data = sent(form, uncertainty="Attendre l'arrêté.", quota_rate="50")
    assert RegimeForm(data, instance=regime, user=manager).try_save()
    kept = Regime.objects.get(pk=regime.pk)
    assert kept.uncertainty == "Attendre l'arrêté."
    assert kept.quota_rate == regime.quota_rate


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"code": "r2024"}, "code", "porte déjà le code"),
        ({"valid_from": "2024-01-01"}, "valid_from", "commencer après"),
        ({"valid_from": ""}, "valid_from", "obligatoire"),
        ({"code": "c" * 21}, "code", "20 caractères"),
    ],
)
def test_a_copy_has_its_own_code_and_starts_later(manager, changes, field, sentence):
    regime = RegimeFactory(r2024=True)
    data = {"code": "R2026", "label": "Projet", "valid_from": "2026-07-01"} | changes
    form = RegimeCopyForm(data, regime=regime, user=manager)
    assert form.try_save() is None
    assert sentence in form.errors[field][0]


def criterion_form(regime, kind, user, **data) -> CriterionForm:
    row = RegimeCriterion(regime=regime, kind=kind)
    common = {"code": "10", "article": "art. 3", "label": "Essai", "order": "20"}
    return CriterionForm(common | data, instance=row, user=user)


def test_a_criterion_asks_for_the_parameters_of_its_kind(free_regime, manager):
    form = criterion_form(
        free_regime,
        CriterionKind.YOUNG_UNOCCUPIED,
        manager,
        param_age_below="26",
        param_months="6",
        param_diploma="upper_secondary",
    )
    assert form.try_save().params == {"age_below": 26, "months": 6, "diploma": "upper_secondary"}


@pytest.mark.parametrize(
    ("kind", "data", "field", "sentence"),
    [
        (CriterionKind.AGE_AT_LEAST, {"param_age": "12"}, "param_age", "16"),
        (CriterionKind.AGE_AT_LEAST, {}, "param_age", "obligatoire"),
        (CriterionKind.AGE_AT_LEAST, {"param_age": "55", "code": "1"}, "code", "existe déjà"),
        (CriterionKind.INCOME_ANY, {"param_incomes": ["loto"]}, "param_incomes", "loto"),
        (
            CriterionKind.ALLOWANCE_MONTHS,
            {"param_months": "24", "param_assimilated": ["work_fte"]},
            "param_work_fte_max",
            "maximum de travail",
        ),
    ],
    ids=["age too low", "no age", "taken code", "unknown income", "work without maximum"],
)
def test_a_criterion_that_says_nothing_sound_is_refused(
    free_regime, manager, kind, data, field, sentence
):
    form = criterion_form(free_regime, kind, manager, **data)
    assert form.try_save() is None
    assert sentence in form.errors[field][0]


def test_every_kind_has_a_form_that_can_be_filled(free_regime, manager):
    for criterion in RegimeCriterion.objects.select_related("regime"):
        form = CriterionForm(instance=criterion, user=manager)
        assert CriterionForm(sent(form), instance=criterion, user=manager).is_valid()


def test_an_occupation_is_found_whatever_the_order_of_its_words(registering):
    OccupationFactory(label="Magasinier cariste")
    assert registering(target_occupation="cariste maga").try_save().target_occupation
