"""A proof is photographed, the sentence of the verdict changes, and an inspection sees it."""

from playwright.sync_api import Page, expect

from beneficiaries.models import Document
from mirec.core.periods import today
from reporting.models import Inspection
from tests.browser.visits import complaints, enter, follow, send, tab
from tests.factories import AssessmentFactory, DocumentFactory, JourneyFactory

PHOTO = {
    "name": "carte.jpg",
    "mimeType": "image/jpeg",
    "buffer": b"\xff\xd8\xff\xe0 une photo du GSM",
}


def ready(coach, beneficiary) -> None:
    """A candidate found eligible, whose identity card is still missing."""
    JourneyFactory(beneficiary=beneficiary)
    AssessmentFactory(beneficiary=beneficiary)
    for kind in ("forem_registration", "diploma"):
        DocumentFactory(beneficiary=beneficiary, kind=kind)
    DocumentFactory(beneficiary=beneficiary, sealed=True, name="secret.pdf")


def test_a_photographed_proof_completes_the_sentence(phone, client, live_app, coach, beneficiary):
    ready(coach, beneficiary)
    enter(phone, client, live_app.url, coach)
    phone.goto(f"{live_app.url}/personnes/{beneficiary.pk}/eligibilite/")
    missing = "il manque la carte d'identité, à recevoir au plus tard le"
    expect(phone.locator("#panneau")).to_contain_text(missing)
    tab(phone, "Documents")
    follow(phone, "Ajouter la carte d'identité")
    expect(phone.get_by_label("type de document")).to_have_value("identity")
    phone.get_by_label("Fichier ou photo").set_input_files(PHOTO)
    send(phone, "Enregistrer")
    expect(phone.get_by_role("region", name="Ce que l'avis demande")).to_contain_text(
        "Rien ne manque"
    )
    assert complaints(phone) == {}
    tab(phone, "Éligibilité")
    expect(phone.locator("#panneau")).to_contain_text("Preuve demandée")
    expect(phone.locator("#panneau")).not_to_contain_text("il manque")
    assert Document.objects.get(kind="identity").media_type == "image/jpeg"


def test_an_inspection_is_drawn_read_and_printed(
    page, client, live_app, manager, coach, beneficiary
):
    ready(coach, beneficiary)
    enter(page, client, live_app.url, manager)
    page.goto(live_app.url)
    follow(page, "Inspection")
    page.get_by_label("Nombre de dossiers").fill("3")
    send(page, "Tirer l'échantillon")
    expect(page.get_by_role("region", name=str(beneficiary))).to_contain_text("La carte d'identité")
    assert complaints(page) == {}
    printed = page.get_by_role("link", name="Télécharger le PDF")
    expect(printed).to_be_visible(timeout=60_000)
    with page.expect_download() as taken:
        printed.click()
    inspection = Inspection.objects.get()
    assert taken.value.suggested_filename == f"inspection-{inspection.pk}.pdf"
    assert beneficiary.openings.filter(part=f"Inspection {inspection.pk} (PDF)").exists()
    assert inspection.drawn_on == today()
    open_sealed(page, live_app.url, beneficiary)


def open_sealed(page: Page, site: str, beneficiary) -> None:
    """What is sealed has no name until it is opened on request."""
    page.goto(f"{site}/personnes/{beneficiary.pk}/pieces/")
    expect(page.locator("#panneau")).to_contain_text("Pièce scellée")
    assert "secret.pdf" not in page.content()
    assert not beneficiary.openings.filter(part="Pièce scellée").exists()
    with page.expect_response(lambda answer: "/ouvrir/" in answer.url):
        page.get_by_role("button", name="Ouvrir la pièce scellée").click()
    assert beneficiary.openings.filter(part="Pièce scellée").exists()
