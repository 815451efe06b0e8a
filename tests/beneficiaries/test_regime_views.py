"""The regimes as a manager or an administrator reads and changes them."""

from datetime import date

import pytest
from django.urls import reverse

from beneficiaries.models import Regime, RegimeCriterion
from beneficiaries.services.regimes import copy_regime
from tests.beneficiaries.filled import sent
from tests.beneficiaries.test_views import read
from tests.factories import AssessmentFactory, JourneyFactory

pytestmark = pytest.mark.django_db


def at(name: str, *args) -> str:
    return reverse(f"beneficiaries:{name}", args=args)


@pytest.fixture
def r2024():
    return Regime.objects.get(code="R2024")


@pytest.fixture
def draft(r2024, manager):
    return copy_regime(
        regime=r2024, code="R2026", label="Avant-projet", valid_from=date(2026, 7, 1), by=manager
    )


def test_the_three_texts_are_listed_with_what_is_to_be_confirmed(client_of, administrator):
    words = read(client_of(administrator).get(at("regime-list")))
    for code in ("R2005", "R2009", "R2024"):
        assert code in words
    assert "À confirmer" in words


def test_a_regime_reads_in_words(client_of, manager, r2024):
    words = read(client_of(manager).get(r2024.get_absolute_url()))
    for part in (
        "Mois d'inscription demandés sur les 36 derniers : 24",
        "Âge atteint : 55",
        "10 % au plus des personnes prises en charge dans l'année.",
        "3 mois d'occupation chez un même employeur, ou 6 mois chez plusieurs.",
        "Accueil et bilan 2 mois",
        "Convention 24 mois",
        "Décret du 13.12.2023, art. 3, § 1er, al. 1er, 7°",
    ):
        assert part in words, part


def test_a_regime_in_use_offers_a_copy_and_no_change(client_of, manager, r2024):
    AssessmentFactory()
    client = client_of(manager)
    words = read(client.get(r2024.get_absolute_url()))
    assert "ses critères et ses chiffres ne changent plus" in words
    assert "Ajouter un critère" not in words
    for url in (
        at("criterion-create", r2024.pk),
        at("criterion-edit", r2024.criteria.first().pk),
    ):
        assert "Copiez-le à partir d'une date" in read(client.get(url, follow=True))
    criterion = r2024.criteria.first()
    for url in (at("criterion-delete", criterion.pk), at("regime-delete", r2024.pk)):
        assert "Copiez-le à partir d'une date" in read(client.post(url, follow=True))
    assert RegimeCriterion.objects.filter(pk=criterion.pk).exists()


def test_a_text_of_tomorrow_is_a_copy_without_code(client_of, manager, r2024):
    """The draft of September 2025: no foreigners' criterion, no referral, no derogation."""
    client = client_of(manager)
    data = {"code": "R2026", "label": "Avant-projet", "valid_from": "2026-07-01"}
    client.post(at("regime-copy", r2024.pk), data)
    copy = Regime.objects.get(code="R2026")
    assert Regime.objects.get(pk=r2024.pk).valid_to == date(2026, 6, 30)
    for code in ("5", "9"):
        client.post(at("criterion-delete", copy.criteria.get(code=code, is_general=False).pk))
    form = client.get(at("regime-edit", copy.pk)).context["form"]
    client.post(at("regime-edit", copy.pk), sent(form, quota_rate=""))
    words = read(client.get(copy.get_absolute_url()))
    assert "Ce texte ne prévoit aucune dérogation." in words
    assert "Être adressé par le Forem" not in words
    assert r2024.criteria.filter(code__in=["5", "9"]).count() == 2


def test_a_criterion_is_added_by_choosing_its_kind_first(client_of, administrator, draft):
    client = client_of(administrator)
    assert "Type de critère" in read(client.get(at("criterion-create", draft.pk)))
    url = f"{at('criterion-create', draft.pk)}?type=age_at_least"
    assert "Âge atteint" in read(client.get(url))
    data = {"code": "10", "article": "art. 3", "label": "Soixante ans", "order": 10}
    assert "obligatoire" in read(client.post(url, data))
    client.post(url, data | {"param_age": 60})
    assert draft.criteria.get(code="10").params == {"age": 60}


def test_a_criterion_of_an_unused_regime_is_changed(client_of, administrator, draft):
    client = client_of(administrator)
    criterion = draft.criteria.get(code="7")
    form = client.get(at("criterion-edit", criterion.pk)).context["form"]
    client.post(at("criterion-edit", criterion.pk), sent(form, param_age="57"))
    assert draft.criteria.get(code="7").params == {"age": 57}


def test_the_effects_name_the_persons_to_a_manager_and_the_files_to_an_administrator(
    client_of, manager, administrator, draft, beneficiary
):
    AssessmentFactory(beneficiary=beneficiary, assessed_on=date(2026, 3, 2))
    JourneyFactory(beneficiary=beneficiary)
    draft.criteria.filter(code="1").delete()
    seen = read(client_of(manager).get(at("regime-preview", draft.pk)))
    assert "Noah Petit" in seen
    assert "Éligible" in seen
    hidden = read(client_of(administrator).get(at("regime-preview", draft.pk)))
    assert "Noah Petit" not in hidden
    assert beneficiary.file_number in hidden


def test_a_draft_made_by_mistake_is_taken_back(client_of, manager, draft, r2024):
    client_of(manager).post(at("regime-delete", draft.pk))
    assert not Regime.objects.filter(code="R2026").exists()
    assert Regime.objects.get(pk=r2024.pk).valid_to is None
