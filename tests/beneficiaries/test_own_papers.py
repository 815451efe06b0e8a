"""A paper photographed with a telephone: one upright PDF, received, then checked."""

import io

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image
from pypdf import PdfReader

from beneficiaries.enums import DocumentKind
from beneficiaries.models import Document
from beneficiaries.services.documents import MOST_WAITING, check_document, send_document
from mirec.core.periods import today
from mirec.core.photos import MIXED, TOO_LARGE, TOO_MANY, UNREADABLE, paper_fields
from tests.factories import DocumentFactory, PaymentFactory, PlanVersionFactory

pytestmark = pytest.mark.django_db
MY_PAPERS = reverse("beneficiaries:my-papers")
SECRET_PLACE = b"Rue du Secret 12"


def photo(size=(400, 600), kind="JPEG", name="IMG_0001.jpg", **options) -> SimpleUploadedFile:
    """With what a telephone writes beside the picture: turned, and where it was taken."""
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned by a quarter
    exif[0x010E] = SECRET_PLACE.decode()
    buffer = io.BytesIO()
    mode = "RGBA" if kind == "PNG" else "RGB"
    Image.new(mode, size, "red").save(buffer, kind, exif=exif, **options)
    return SimpleUploadedFile(name, buffer.getvalue())


def pages_of(fields) -> list:
    return PdfReader(io.BytesIO(fields["file"].read())).pages


class TestThePdf:
    def test_photos_become_one_upright_pdf_without_what_the_telephone_wrote(self):
        fields = paper_fields([photo(), photo(kind="PNG", size=(500, 100))], "papier.pdf")
        content = fields["file"].read()
        assert SECRET_PLACE not in content
        assert b"Exif" not in content
        first, second = PdfReader(io.BytesIO(content)).pages
        assert first.mediabox.width > first.mediabox.height, "turned as it was held"
        assert second.mediabox.width < second.mediabox.height
        assert (fields["media_type"], fields["size"]) == ("application/pdf", len(content))

    def test_a_large_photo_is_brought_to_a_sheet(self):
        (page,) = pages_of(paper_fields([photo(size=(3000, 4000))], "papier.pdf"))
        assert max(page.mediabox.width, page.mediabox.height) <= 842

    def test_a_pdf_stays_as_it_is(self):
        fields = paper_fields([SimpleUploadedFile("x.pdf", b"%PDF-1.7 un papier")], "papier.pdf")
        assert (fields["name"], fields["size"]) == ("papier.pdf", 18)

    @pytest.mark.parametrize(
        ("uploads", "refusal"),
        [
            ([b"\xff\xd8\xff une photo"], UNREADABLE),
            ([b"\x89PNG\r\n\x1a\n une photo"], UNREADABLE),
            ([b"%PDF-1.7", b"%PDF-1.7"], MIXED),
            ([b"%PDF-1.7", b"\xff\xd8\xff"], MIXED),
            ([b"\xff\xd8\xff"] * 9, TOO_MANY),
            ([b""], "format"),
            ([b"MZ un programme"], "format"),
        ],
        ids=["cut jpeg", "cut png", "two pdf", "mixed", "nine", "empty", "a program"],
    )
    def test_what_is_no_paper_is_refused_in_words(self, uploads, refusal):
        files = [SimpleUploadedFile("x.jpg", each) for each in uploads]
        with pytest.raises(ValidationError, match=refusal[:20]):
            paper_fields(files, "papier.pdf")

    def test_a_bomb_of_points_is_never_opened(self, monkeypatch):
        monkeypatch.setattr("mirec.core.photos.MOST_DOTS", 1000)
        with pytest.raises(ValidationError, match=TOO_LARGE[:20]):
            paper_fields([photo()], "papier.pdf")


@pytest.fixture
def phone(client_of, beneficiary):
    return client_of(beneficiary.user)


def read(response) -> str:
    return " ".join(response.content.decode().split()).replace("&#x27;", "'")


def test_a_photo_is_received_then_checked_by_the_coach(phone, client_of, coach, beneficiary):
    data = {"kind": "social_aid", "photo": photo(), "files": [photo(name="2.jpg")]}
    shown = read(phone.post(MY_PAPERS, data, follow=True))
    assert "Votre papier est arrivé" in shown
    assert "Reçu" in shown
    row = beneficiary.documents.get()
    assert (row.name, row.created_by, row.checked_on) == ("papier.pdf", beneficiary.user, None)
    own = phone.get(reverse("beneficiaries:my-paper", args=[row.sha256]))
    assert len(PdfReader(io.BytesIO(own.getvalue())).pages) == 2
    desk = client_of(coach)
    panel = read(desk.get(reverse("beneficiaries:panel-documents", args=[beneficiary.pk])))
    assert "Envoyée par la personne" in panel
    assert "1 papier envoyé par la personne, à vérifier" in panel.replace("\xa0", " ")
    desk.post(reverse("beneficiaries:document-check", args=[row.pk]))
    assert "Vérifié" in read(phone.get(MY_PAPERS))


def test_what_the_person_sent_proves_nothing_before_it_is_checked(beneficiary, coach):
    row = DocumentFactory(beneficiary=beneficiary, created_by=beneficiary.user)
    theirs = DocumentFactory(beneficiary=beneficiary, created_by=coach)
    assert list(Document.objects.valid(today())) == [theirs]
    check_document(document=row, by=coach, on=today())
    assert set(Document.objects.valid(today())) == {row, theirs}


def test_it_is_taken_back_until_the_coach_has_checked_it(phone, beneficiary, coach):
    row = DocumentFactory(beneficiary=beneficiary, created_by=beneficiary.user, sha256="b" * 64)
    back = reverse("beneficiaries:my-paper-back", args=[row.sha256])
    check_document(document=row, by=coach, on=today())
    assert "déjà vérifié" in read(phone.post(back, follow=True))
    Document.objects.update(checked_on=None, checked_by=None)
    phone.post(back)
    row.refresh_from_db()
    assert row.withdrawal_reason == "Retirée par la personne"
    assert phone.get(reverse("beneficiaries:my-paper", args=[row.sha256])).status_code == 404


def test_health_is_sealed_by_itself(phone, beneficiary):
    phone.post(MY_PAPERS, {"kind": "medical", "photo": photo()})
    assert beneficiary.documents.get().is_sealed


def test_only_what_one_sent_oneself_opens(phone, beneficiary, other_beneficiary, coach):
    theirs = DocumentFactory(
        beneficiary=other_beneficiary, created_by=other_beneficiary.user, sha256="c" * 64
    )
    by_coach = DocumentFactory(beneficiary=beneficiary, created_by=coach, sha256="d" * 64)
    for row in (theirs, by_coach):
        path = reverse("beneficiaries:my-paper", args=[row.sha256])
        assert phone.get(path).status_code == 404


def test_the_same_paper_twice_and_the_thirty_first_are_refused(beneficiary):
    stored = {"name": "x", "media_type": "application/pdf", "size": 1, "file": "files/x"}
    for number in range(MOST_WAITING):
        send_document(
            beneficiary=beneficiary,
            kind=DocumentKind.OTHER,
            stored=stored | {"sha256": f"{number:064}"},
            by=beneficiary.user,
        )
        if number == 0:
            with pytest.raises(ValidationError, match="déjà arrivé"):
                send_document(
                    beneficiary=beneficiary,
                    kind=DocumentKind.OTHER,
                    stored=stored | {"sha256": f"{0:064}"},
                    by=beneficiary.user,
                )
    with pytest.raises(ValidationError, match="Trente papiers"):
        send_document(
            beneficiary=beneficiary,
            kind=DocumentKind.OTHER,
            stored=stored | {"sha256": "f" * 64},
            by=beneficiary.user,
        )


@pytest.mark.parametrize(
    "data", [{}, {"kind": "\0"}, {"kind": "cv"}, {"kind": "cv", "photo": "x" * 10_000}]
)
def test_a_form_without_a_paper_comes_back_with_a_sentence(phone, data):
    response = phone.post(MY_PAPERS, data)
    assert response.status_code == 200
    assert "error-summary" in read(response)


def test_the_papers_that_the_house_gives_are_there(phone, beneficiary):
    PlanVersionFactory(beneficiary=beneficiary)
    PaymentFactory(enrolment__beneficiary=beneficiary, run__validated=True)
    shown = read(phone.get(MY_PAPERS))
    for words in ("Votre plan d'action", "Relevé d'indemnités ", "Le chemin parcouru"):
        assert words in shown
