"""The wizard in a real browser: a sheet becomes files, and the whole is taken back."""

from playwright.sync_api import expect

from beneficiaries.models import Beneficiary, ImportMapping
from tests.beneficiaries import messy
from tests.browser.visits import complaints, enter, follow, send
from tests.factories import TeamFactory


def test_a_sheet_is_imported_then_taken_back(page, live_app, client, manager):
    TeamFactory(name="Accueil")
    enter(page, client, live_app.url, manager)
    page.goto(live_app.url)
    follow(page, "Importer")
    sheet = messy.office((*messy.LINES, messy.LINES[0], messy.person(GSM="12")))
    page.get_by_label("Feuille", exact=True).set_input_files(
        {"name": "inscriptions.xlsx", "mimeType": "application/zip", "buffer": sheet}
    )
    send(page, "Lire la feuille")
    expect(page.get_by_label("Date 1er entretien")).to_have_value("first_met_on")
    assert complaints(page) == {}
    page.get_by_label("Équipe d'accueil").select_option("Accueil")
    page.get_by_label("Retenir cette lecture sous le nom").fill("Partenaire")
    send(page, "Voir ce que cela donne")
    expect(page.get_by_role("heading", level=1, name="Avant d'importer")).to_be_visible()
    expect(page.get_by_role("row", name="9 GSM")).to_contain_text("0470 12 34 56")
    expect(page.get_by_role("row", name="8 Samira Benali")).to_contain_text("ligne 4")
    assert complaints(page) == {}
    page.get_by_role("button", name="Importer 3").click()
    expect(page.get_by_role("status").first).to_contain_text("3 nouveaux dossiers")
    assert Beneficiary.objects.count() == 3
    assert ImportMapping.objects.filter(name="Partenaire").exists()
    with page.expect_download() as waited:
        follow(page, "Télécharger ces lignes")
    assert waited.value.suggested_filename.endswith(".xlsx")
    follow(page, "Reprendre l'import")
    send(page, "Reprendre l'import")
    expect(page.get_by_role("main")).to_contain_text("3 personnes retirées")
    assert not Beneficiary.objects.exists()
