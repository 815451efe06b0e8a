"""A profile is composed with its preview, then mailed by a worker, without anybody's name."""

import pytest
from playwright.sync_api import expect

from employers.models import ProfileSending
from tests.browser.visits import complaints, enter
from tests.factories import (
    BeneficiarySkillFactory,
    ContactFactory,
    ProposalFactory,
    SkillFactory,
    VacancyFactory,
)

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def proposal(beneficiary, prospector):
    vacancy = VacancyFactory(title="Cariste", prospector=prospector)
    vacancy.contact = ContactFactory(employer=vacancy.employer)
    vacancy.save()
    for label in ("Conduire un chariot", "Remplir un bon"):
        BeneficiarySkillFactory(beneficiary=beneficiary, skill=SkillFactory(label=label))
    return ProposalFactory(beneficiary=beneficiary, vacancy=vacancy)


def test_the_preview_follows_the_form_and_the_profile_leaves_by_a_worker(
    page, client, live_app, proposal, prospector
):
    enter(page, client, live_app.url, prospector)
    page.goto(f"{live_app.url}/emploi/propositions/")
    page.get_by_role("link", name="Envoyer le profil de Noah Petit").click()
    assert complaints(page) == {}
    preview = page.get_by_role("region", name="Aperçu")
    expect(preview).to_contain_text("Remplir un bon")
    page.get_by_label("Remplir un bon").uncheck()
    expect(preview).not_to_contain_text("Remplir un bon")
    expect(preview).to_contain_text("Conduire un chariot")
    assert "Noah" not in preview.inner_text()
    page.get_by_label("Un mot à l'employeur").fill("Noah est disponible.")
    page.get_by_label("La personne est d'accord").check()
    page.get_by_label("Comment").select_option("De vive voix")
    page.get_by_role("button", name="Envoyer le profil").click()
    expect(page.locator(".field-errors")).to_contain_text("disent qui est la personne : « Noah »")
    expect(page.get_by_label("Remplir un bon")).not_to_be_checked()
    page.get_by_label("Un mot à l'employeur").fill("Motivation réelle.")
    page.get_by_role("button", name="Envoyer le profil").click()
    expect(page.get_by_role("status").first).to_contain_text("part à Anne Delvaux")
    assert complaints(page) == {}
    sending = ProfileSending.objects.get()
    expect(page.get_by_role("heading", level=1)).to_have_text(
        f"Profil {sending.content['reference']}"
    )
    for _ in range(40):
        page.reload()
        if page.get_by_text("parti", exact=True).count():
            break
    expect(page.get_by_text("parti", exact=True)).to_be_visible()


def test_on_a_telephone_the_form_fits(phone, client, live_server, proposal, coach):
    enter(phone, client, live_server.url, coach)
    phone.goto(f"{live_server.url}/emploi/propositions/{proposal.pk}/envoyer/")
    assert complaints(phone) == {}
    assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth")
