"""« Mes données »: what the house knows about me in plain words, and who opened my file."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from beneficiaries.models import FileOpening
from tests.factories import (
    AssessmentFactory,
    DocumentFactory,
    FollowUpFactory,
    HandicapRecognitionFactory,
    JourneyFactory,
    ObstacleFactory,
    ProposalFactory,
)

MY_DATA = reverse("beneficiaries:my-data")
pytestmark = pytest.mark.django_db


def read(response) -> str:
    text = response.content.decode().replace("\xa0", " ").replace("&#x27;", "'")
    return " ".join(text.split())


@pytest.fixture
def phone(client_of, beneficiary):
    return client_of(beneficiary.user)


def test_each_room_tells_its_part_and_what_is_sealed_stays_closed(phone, beneficiary, coach):
    JourneyFactory(beneficiary=beneficiary)
    AssessmentFactory(beneficiary=beneficiary)
    FollowUpFactory(beneficiary=beneficiary, created_by=coach, text="Rumeur entre collègues")
    FollowUpFactory(beneficiary=beneficiary, created_by=coach, private=True)
    DocumentFactory(beneficiary=beneficiary, sealed=True, note="Ordonnance du docteur Lupus")
    HandicapRecognitionFactory(beneficiary=beneficiary)
    ObstacleFactory(beneficiary=beneficiary)
    ProposalFactory(beneficiary=beneficiary)
    shown = read(phone.get(MY_DATA))
    for words in (
        beneficiary.file_number,
        "<dt>Sous scellés : santé, handicap</dt><dd>2</dd>",
        "<dt>Entretiens notés</dt><dd>1 suivi</dd>",
        "<dt>Offres proposées</dt><dd>1 offre</dd>",
        "Compte bancaire",
        "<dt>Votre droit</dt><dd>évalué le",
        "Lu par votre coach et son équipe",
    ):
        assert words in shown
    for words in ("Rumeur", "Lupus"):
        assert words not in shown


def test_who_opened_the_file_is_there_day_by_day(phone, client_of, beneficiary, coach, manager):
    client_of(coach).get(reverse("beneficiaries:panel-documents", args=[beneficiary.pk]))
    client_of(coach).post(reverse("beneficiaries:niss", args=[beneficiary.pk]))
    yesterday = FileOpening.objects.create(
        beneficiary=beneficiary, opened_by=manager, part="Historique"
    )
    FileOpening.objects.filter(pk=yesterday.pk).update(opened_at=timezone.now() - timedelta(days=1))
    shown = read(phone.get(MY_DATA))
    assert "Documents, Numéro national" in shown
    for words in (
        'Nadia Ferrero</strong> <span class="dim">Jobcoach',
        "Anne Wauters",
        "Historique",
    ):
        assert words in shown
    assert shown.index("Nadia Ferrero</strong>") < shown.index("Anne Wauters</strong>")


def test_a_file_opened_often_has_pages_and_costs_the_same(
    phone, beneficiary, coach, django_assert_max_num_queries
):
    counts = []
    for days in (3, 40):
        for day in range(days):
            row = FileOpening.objects.create(
                beneficiary=beneficiary, opened_by=coach, part="Suivis"
            )
            at = timezone.now() - timedelta(days=day + days)
            FileOpening.objects.filter(pk=row.pk).update(opened_at=at)
        with django_assert_max_num_queries(32) as asked:
            phone.get(MY_DATA)
        counts.append(len(asked))
    assert counts[0] == counts[1]
    assert "Plus récents" in read(phone.get(f"{MY_DATA}?page=2"))


def test_another_s_openings_never_appear(phone, other_beneficiary, stranger_coach):
    FileOpening.objects.create(
        beneficiary=other_beneficiary, opened_by=stranger_coach, part="Suivis"
    )
    shown = read(phone.get(MY_DATA))
    assert "Personne n'a encore ouvert votre dossier" in shown
    assert "Julie Maes" not in shown
