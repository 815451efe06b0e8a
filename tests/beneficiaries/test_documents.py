"""The papers of a file: added, opened, checked, withdrawn; what is sealed stays unnamed."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from beneficiaries.enums import DocumentKind
from beneficiaries.models import Document
from beneficiaries.services.documents import check_document, withdraw_document
from mirec.core.periods import today
from tests.factories import (
    AssessmentFactory,
    DocumentFactory,
    JourneyFactory,
    TemporaryAccessFactory,
)

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7 une attestation"
PNG = b"\x89PNG\r\n\x1a\n une photo"


def at(name: str, *args) -> str:
    return reverse(f"beneficiaries:{name}", args=args)


def page_of(response) -> str:
    assert response.status_code == 200
    return " ".join(response.content.decode().split()).replace("&#x27;", "'").replace("\xa0", " ")


def upload(content: bytes = PDF, name: str = "attestation.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


@pytest.fixture
def browser(client_of, coach):
    return client_of(coach)


@pytest.mark.parametrize("kind", [kind for kind in DocumentKind if not kind.is_sealed])
def test_a_paper_of_any_kind_is_opened_by_who_replaces_a_colleague(
    client_of, stranger_coach, beneficiary, kind
):
    """The log of openings has room for the longest name, and for the word « remplacement »."""
    TemporaryAccessFactory(user=stranger_coach, beneficiary=beneficiary)
    row = DocumentFactory(beneficiary=beneficiary, kind=kind)
    assert client_of(stranger_coach).get(row.get_absolute_url()).getvalue()
    assert beneficiary.openings.filter(part=f"Pièce : {kind.label} (remplacement)").exists()


@pytest.mark.parametrize(("content", "name"), [(PDF, "a.pdf"), (PNG, "photo du GSM.png")])
def test_a_paper_or_a_photo_is_added_and_opened(browser, coach, beneficiary, content, name):
    data = {
        "upload": upload(content, name),
        "kind": "social_aid",
        "issued_on": "2026-01-05",
        "valid_until": "2026-12-31",
        "note": "Copie",
    }
    page = page_of(browser.post(at("document-create", beneficiary.pk), data, follow=True))
    kept = Document.objects.get()
    assert (kept.name, kept.size, kept.created_by, kept.is_sealed) == (
        name, len(content), coach, False,
    )  # fmt: skip
    for words in ("La pièce est au dossier.", "Attestation du CPAS", "31 décembre 2026", "Copie"):
        assert words in page
    opened = browser.get(kept.get_absolute_url())
    assert b"".join(opened.streaming_content) == content
    assert beneficiary.openings.filter(part="Pièce : Attestation du CPAS").exists()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"upload": upload(b"MZ virus", "facture.pdf")}, "Ce format n'est pas accepté"),
        ({"upload": upload(b"")}, "fichier"),
        ({"upload": ""}, "Choisissez un fichier ou prenez une photo."),
        ({"valid_until": "2025-12-31"}, "La fin ne peut pas précéder le début."),
        ({"issued_on": (today() + timedelta(days=1)).isoformat()}, "Cette date est à venir"),
        ({"issued_on": "1950-01-01"}, "Cette date précède la naissance"),
        ({"kind": "poème"}, "Sélectionnez un choix valide"),
    ],
)
def test_a_wrong_paper_gets_a_sentence_and_keeps_what_was_typed(
    browser, beneficiary, changes, sentence
):
    data = {"upload": upload(), "kind": "cv", "issued_on": "2026-01-05", "note": "Ma précision"}
    page = page_of(browser.post(at("document-create", beneficiary.pk), data | changes))
    assert sentence in page
    assert "Ma précision" in page
    assert not Document.objects.exists()


def test_the_missing_kind_is_proposed(browser, beneficiary):
    page = page_of(browser.get(at("document-create", beneficiary.pk), {"type": "career"}))
    assert '<option value="career" selected>' in page


@pytest.mark.parametrize("kind", ["handicap", "medical"])
def test_a_paper_about_health_is_sealed_by_itself(browser, beneficiary, kind):
    browser.post(at("document-create", beneficiary.pk), {"upload": upload(), "kind": kind})
    assert Document.objects.get().is_sealed


@pytest.fixture
def sealed(beneficiary):
    return DocumentFactory(
        beneficiary=beneficiary, sealed=True, name="secret.pdf", note="Secret-Santé", checked=True
    )


def test_a_sealed_paper_is_only_known_to_exist(browser, coach, beneficiary, sealed):
    withdraw_document(document=sealed, reason="Secret-Motif", by=coach, on=today())
    DocumentFactory(beneficiary=beneficiary, sealed=True, note="Secret-Santé")
    for name in ("panel-documents", "panel-eligibility", "panel-history", "detail"):
        page = page_of(browser.get(at(name, beneficiary.pk)))
        assert "Secret" not in page
        assert "secret.pdf" not in page
        assert DocumentKind.HANDICAP.label not in page
    assert "Pièce scellée" in page_of(browser.get(at("panel-documents", beneficiary.pk)))
    assert "Pièce scellée" in page_of(browser.get(at("panel-history", beneficiary.pk)))


def test_a_sealed_paper_opens_on_request_and_the_opening_is_noted(browser, beneficiary, sealed):
    asked = page_of(browser.get(sealed.get_absolute_url()))
    assert "votre nom et l'heure seront notés" in asked
    assert not beneficiary.openings.filter(part="Pièce scellée").exists()
    assert browser.get(at("document-unseal", sealed.pk)).status_code == 405
    opened = browser.post(at("document-unseal", sealed.pk))
    assert b"".join(opened.streaming_content).startswith(b"%PDF")
    assert beneficiary.openings.filter(part="Pièce scellée").count() == 1


def test_a_missing_paper_about_health_is_not_named_in_an_address(browser, beneficiary):
    JourneyFactory(beneficiary=beneficiary)
    facts = {"handicap": ["recognition"], "diploma": "master"}
    known = {"registered_unoccupied": True, "compulsory_schooling": False}
    AssessmentFactory(beneficiary=beneficiary, facts=facts | known)
    page = page_of(browser.get(at("panel-documents", beneficiary.pk)))
    assert "Ajouter une pièce scellée" in page
    assert "type=identity" in page
    assert "type=handicap" not in page


@pytest.mark.parametrize("who", ["prospector", "coordinator", "administrator"])
def test_others_never_open_a_paper(client_of, request, who, sealed):
    stranger = client_of(request.getfixturevalue(who))
    assert stranger.post(at("document-unseal", sealed.pk)).status_code == 403
    assert stranger.get(sealed.get_absolute_url()).status_code == 403


def test_a_paper_is_checked_once_and_withdrawn_once(browser, coach, beneficiary):
    paper = DocumentFactory(beneficiary=beneficiary)
    browser.post(at("document-check", paper.pk))
    paper.refresh_from_db()
    assert (paper.checked_by, paper.checked_on) == (coach, today())
    again = page_of(browser.post(at("document-check", paper.pk), follow=True))
    assert "déjà vérifiée" in again
    page = page_of(browser.post(at("document-withdraw", paper.pk), {"reason": " "}))
    assert "Ce champ est obligatoire" in page
    data = {"reason": "Mauvaise personne"}
    page = page_of(browser.post(at("document-withdraw", paper.pk), data, follow=True))
    assert "Mauvaise personne" in page
    assert "Aucune pièce n'est au dossier." in page
    page = page_of(browser.post(at("document-withdraw", paper.pk), data))
    assert "déjà retirée" in page
    with pytest.raises(ValidationError):
        check_document(document=paper, by=coach, on=today())


def test_a_corrected_date_asks_for_a_new_check_and_a_note_does_not(browser, beneficiary):
    paper = DocumentFactory(beneficiary=beneficiary, checked=True)
    url = at("document-edit", paper.pk)
    page_of(browser.post(url, {"kind": paper.kind, "note": "Recto et verso"}, follow=True))
    paper.refresh_from_db()
    assert (paper.note, paper.checked_by) == ("Recto et verso", paper.created_by)
    later = {"kind": paper.kind, "note": "Recto et verso", "valid_until": "2030-01-31"}
    page = page_of(browser.post(url, later, follow=True))
    paper.refresh_from_db()
    assert (paper.checked_on, paper.checked_by) == (None, None)
    assert "31 janvier 2030" in page


def test_a_paper_changed_meanwhile_is_not_overwritten_unseen(browser, beneficiary):
    paper = DocumentFactory(beneficiary=beneficiary)
    url = at("document-edit", paper.pk)
    version = browser.get(url).context["form"]["version"].value()
    Document.objects.update(note="Du collègue")
    typed = {"kind": paper.kind, "note": "La mienne", "version": version}
    page = page_of(browser.post(url, typed))
    assert "Quelqu'un a modifié ces données entre-temps." in page
    assert "La mienne" in page
    assert Document.objects.get().note == "Du collègue"


@pytest.mark.parametrize("trait", ["sealed", "withdrawn"])
def test_a_sealed_or_withdrawn_paper_is_not_corrected(browser, beneficiary, trait):
    paper = DocumentFactory(beneficiary=beneficiary, note="Secret-Santé", **{trait: True})
    page = page_of(browser.get(at("document-edit", paper.pk), follow=True))
    assert "ne se corrige pas" in page
    assert "Secret-Santé" not in page


def test_a_paper_corrected_to_one_about_health_becomes_sealed(browser, beneficiary):
    """And its history forgets the words of before."""
    paper = DocumentFactory(beneficiary=beneficiary, note="Secret-Santé")
    browser.post(at("document-edit", paper.pk), {"kind": "medical", "note": "Secret-Santé"})
    assert Document.objects.get().is_sealed
    history = page_of(browser.get(at("panel-history", beneficiary.pk)))
    assert "Pièce ajoutée" in history
    assert "Secret" not in history


@pytest.mark.parametrize("name", ["document", "document-unseal", "document-check"])
def test_a_paper_of_another_team_does_not_exist(browser, other_beneficiary, name):
    paper = DocumentFactory(beneficiary=other_beneficiary)
    assert browser.post(at(name, paper.pk)).status_code in {404, 405}
    assert browser.get(at(name, paper.pk)).status_code in {404, 405}


def test_the_sentence_of_the_verdict_says_what_is_missing_until_it_has_come(browser, beneficiary):
    JourneyFactory(beneficiary=beneficiary)
    AssessmentFactory(beneficiary=beneficiary)
    panel = page_of(browser.get(at("panel-eligibility", beneficiary.pk)))
    assert "il manque la carte d'identité, l'attestation d'inscription du Forem et le" in panel
    assert "à recevoir au plus tard le" in panel
    for kind in ("identity", "forem_registration"):
        DocumentFactory(beneficiary=beneficiary, kind=kind)
    panel = page_of(browser.get(at("panel-eligibility", beneficiary.pk)))
    assert "il manque le diplôme ou la déclaration sur l'honneur, à recevoir" in panel
    DocumentFactory(beneficiary=beneficiary, kind="diploma", valid_until=today())
    panel = page_of(browser.get(at("panel-eligibility", beneficiary.pk)))
    assert "il manque" not in panel
    assert "Preuve demandée" in panel
    assert "Rien ne manque" in page_of(browser.get(at("panel-documents", beneficiary.pk)))


def test_an_expired_paper_counts_as_missing_and_is_told_in_the_head(browser, beneficiary):
    JourneyFactory(beneficiary=beneficiary)
    AssessmentFactory(beneficiary=beneficiary)
    for kind in ("identity", "forem_registration", "diploma"):
        DocumentFactory(beneficiary=beneficiary, kind=kind)
    DocumentFactory(beneficiary=beneficiary, kind="cv", expired=True)
    head = page_of(browser.get(at("detail", beneficiary.pk)))
    assert "<strong>CV :</strong> cette pièce a expiré le" in head
    assert "Preuves :" not in head
    Document.objects.filter(kind="identity").update(valid_until=today() - timedelta(days=1))
    head = page_of(browser.get(at("detail", beneficiary.pk)))
    assert "<strong>Preuves :</strong> il manque la carte d'identité" in head
    assert "Expirée" in page_of(browser.get(at("panel-eligibility", beneficiary.pk)))


def test_a_recorded_assessment_reads_the_same_after_the_file_has_changed(browser, beneficiary):
    assessment = AssessmentFactory(beneficiary=beneficiary)
    url = at("assessment-detail", assessment.pk)

    def kept() -> str:
        page = page_of(browser.get(url))
        return page[page.index('<main id="contenu"') :]

    before = kept()
    beneficiary.born_on, beneficiary.diploma = today() - timedelta(days=9000), "master"
    beneficiary.save()
    beneficiary.situations.create(kind="work", starts_on=today())
    assert kept() == before


def test_the_same_facts_on_two_days_give_two_verdicts_each_with_its_text(browser, beneficiary):
    """A woman of 56 with a degree: eligible by age since 2024, by nothing before."""
    facts = AssessmentFactory.build(not_eligible=True, beneficiary=beneficiary).facts
    old = {"transition_job": False, "stepping_stone_job": False, "allowance_months_of_36": 0}
    old |= {"assimilated_months_of_36": {}, "born_on": "1967-05-01"}
    AssessmentFactory(beneficiary=beneficiary, facts=facts | old)
    days = {"avant": "2023-12-31", "apres": "2024-01-01"}
    page = page_of(browser.get(at("two-dates", beneficiary.pk), days))
    assert "Non éligible au 31 décembre 2023" in page
    assert "Éligible au 1er janvier 2024 : 55 ans accomplis (art. 3, § 1er, al. 1er, 7°)." in page
    for article in ("Décret du 11.03.2004, art. 3", "Décret du 13.12.2023, art. 3"):
        assert article in page


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ({"avant": "1999-01-01", "apres": "2024-01-01"}, "Aucun régime n'est en vigueur"),
        ({"avant": "hier", "apres": "2024-01-01"}, "Saisissez une date valide"),
        ({"avant": "2006-01-01", "apres": "2024-01-01"}, "la personne était trop jeune"),
    ],
)
def test_a_strange_day_gets_a_sentence(browser, beneficiary, query, sentence):
    born_on = "1980-05-17" if "régime" in sentence else "2006-05-17"
    facts = {"born_on": born_on, "registered_months_of_36": 12}
    AssessmentFactory(beneficiary=beneficiary, facts=facts)
    assert sentence in page_of(browser.get(at("two-dates", beneficiary.pk), query))


def test_who_never_worked_had_never_worked_on_an_earlier_day_either(browser, beneficiary):
    """Kept as the months since the birth, which an earlier day has fewer of."""
    facts = {"born_on": "1990-05-17", "months_without_work": 420, "diploma": "none"}
    AssessmentFactory(beneficiary=beneficiary, facts=facts | {"registered_unoccupied": True})
    days = {"avant": "2009-07-01", "apres": "2025-06-01"}
    page = page_of(browser.get(at("two-dates", beneficiary.pk), days))
    assert "trop jeune" not in page
    assert "régime R2009" in page


def test_without_an_assessment_there_is_nothing_to_compare(browser, beneficiary):
    page = page_of(browser.get(at("two-dates", beneficiary.pk), follow=True))
    assert "Évaluez d'abord l'éligibilité" in page


def test_the_tab_asks_the_same_questions_for_3_papers_and_for_30(
    browser, beneficiary, django_assert_max_num_queries
):
    JourneyFactory(beneficiary=beneficiary)
    AssessmentFactory(beneficiary=beneficiary)
    DocumentFactory.create_batch(3, beneficiary=beneficiary, checked=True)
    with django_assert_max_num_queries(30) as few:
        browser.get(at("panel-documents", beneficiary.pk))
    DocumentFactory.create_batch(27, beneficiary=beneficiary, checked=True)
    with django_assert_max_num_queries(len(few)):
        browser.get(at("panel-documents", beneficiary.pk))
