"""The own space on a small telephone, from the link of a mail to a place without network."""

import io
import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone
from PIL import Image
from playwright.sync_api import Page, expect

from mirec.accounts.sign_in import LINK, mail_link
from mirec.core.models import OneUseLink
from mirec.core.periods import today
from tests.browser.visits import complaints, enter, send
from tests.factories import (
    AppointmentFactory,
    CohortFactory,
    EnrolmentFactory,
    SessionFactory,
    TaughtSkillFactory,
)
from tests.platform.production import wait_for
from training.services import door_token

SMALLEST = {
    "viewport": {"width": 320, "height": 640},
    "device_scale_factor": 2,
    "is_mobile": True,
    "has_touch": True,
}
KEPT = """async () => await caches.has("mirec-week")
  && (await (await caches.open("mirec-looks")).keys()).some(
    (each) => each.url.endsWith("week.css"))"""


@pytest.fixture
def sessions(live_app, beneficiary, coach):
    cache.clear()
    coach.phone = "+3271200300"
    coach.save()
    cohort = CohortFactory(programme__title="Commis de cuisine")
    EnrolmentFactory(cohort=cohort, beneficiary=beneficiary)
    AppointmentFactory(beneficiary=beneficiary, coach=coach, starts_at=timezone.now())
    tomorrow = today() + timedelta(days=1)
    return [
        SessionFactory(cohort=cohort, title="Hygiène alimentaire", to_bring="Tablier"),
        SessionFactory(cohort=cohort, on=tomorrow, title="Cuisine froide"),
    ]


def enter_by_link(page: Page, site: str, beneficiary, mailoutbox) -> None:
    """The link is read in the mail; here the worker's mail is written once more, after it left:
    a new link ends those before it.
    """
    page.goto(site)
    page.get_by_role("link", name="Recevoir un lien par e-mail").click()
    page.get_by_label("Votre adresse e-mail").fill(beneficiary.user.email)
    send(page, "Recevoir le lien")
    expect(page.get_by_role("heading", level=1)).to_have_text("Regardez vos messages")
    mailed = OneUseLink.objects.filter(purpose=LINK, target=beneficiary.user.pk)
    wait_for(mailed.exists, "the worker sent nothing")
    mail_link(email=beneficiary.user.email, at=timezone.now())
    page.goto(site + re.search(r"http://testserver(/\S+)", mailoutbox[-1].body)[1])
    assert complaints(page) == {}
    send(page, "Entrer")
    expect(page).to_have_url(site + reverse("training:my-week"))


def say_no(page: Page) -> None:
    page.get_by_role("link", name="Je ne peux pas : Cuisine froide").click()
    page.get_by_label("J'ai un rendez-vous").check()
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    assert complaints(page) == {}
    send(page, "Prévenir l'équipe")
    expect(page.get_by_text("Vous avez dit : je ne peux pas")).to_be_visible()


def send_photo(page: Page) -> None:
    """As the camera hands it over."""
    buffer = io.BytesIO()
    Image.new("RGB", (600, 800), "white").save(buffer, "JPEG")
    page.get_by_role("link", name="Mes papiers").click()
    page.get_by_label("C'est quel papier ?").select_option("Attestation du CPAS")
    photo = {"name": "IMG_1.jpg", "mimeType": "image/jpeg", "buffer": buffer.getvalue()}
    page.get_by_label("Prendre une photo").set_input_files([photo])
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    assert complaints(page) == {}
    send(page, "Envoyer")
    expect(page.get_by_text("Reçu", exact=True)).to_be_visible()


def test_a_person_enters_by_link_and_reads_the_week_without_network(
    open_page, live_app, sessions, beneficiary, mailoutbox
):
    page = open_page(**SMALLEST)
    enter_by_link(page, live_app.url, beneficiary, mailoutbox)
    expect(page.get_by_text("Rendez-vous avec Nadia Ferrero").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    assert complaints(page) == {}
    send(page, "Mettre dans mon agenda")
    expect(page.get_by_label("Ou copiez cette adresse")).to_have_value(re.compile(r"\.ics$"))
    say_no(page)
    send_photo(page)
    page.get_by_role("link", name="Ma semaine").click()
    page.wait_for_function(KEPT)
    page.context.set_offline(True)
    page.reload()
    expect(page.get_by_text("Dernier horaire connu, du")).to_be_visible()
    expect(page.get_by_role("heading", name="Cuisine froide")).to_be_visible()
    expect(page.get_by_text("Vous avez dit : je ne peux pas")).to_be_visible()
    expect(page.get_by_role("link", name="Mon plan")).to_have_count(0)
    page.goto(live_app.url + reverse("beneficiaries:my-papers"))
    expect(page.get_by_text("Dernier horaire connu, du")).to_be_visible()
    page.context.set_offline(False)
    page.goto(live_app.url + reverse("training:my-week"))
    expect(page.get_by_text("Dernier horaire connu, du")).to_be_hidden()
    page.locator("summary", has_text="Compte").click()
    send(page, "Se déconnecter")
    expect(page.get_by_role("heading", name="Connexion")).to_be_visible()
    assert page.evaluate("async () => (await caches.keys()).length") == 0


def test_a_person_adds_the_telephone_and_enters_with_it(
    open_page, live_app, sessions, beneficiary, mailoutbox
):
    """With the telephone that Chromium plays (CDP WebAuthn), under the strict policy."""
    page = open_page(**SMALLEST)
    telephone = page.context.new_cdp_session(page)
    telephone.send("WebAuthn.enable")
    telephone.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )
    enter_by_link(page, live_app.url, beneficiary, mailoutbox)
    page.goto(live_app.url + reverse("signin:keys"))
    assert complaints(page) == {}
    send(page, "Ajouter ce téléphone")
    expect(page.get_by_text("Mon appareil")).to_be_visible()
    page.locator("summary", has_text="Compte").click()
    send(page, "Se déconnecter")
    send(page, "Avec mon téléphone")
    expect(page.get_by_role("heading", level=1)).to_have_text("Bonjour Noah")
    page.goto(live_app.url + reverse("signin:keys"))
    send(page, "Retirer cet appareil")
    expect(page.get_by_text("Mon appareil")).to_have_count(0)


def test_a_person_confirms_presence_at_the_door(open_page, live_app, beneficiary, client):
    cohort = CohortFactory(programme__title="Commis de cuisine")
    EnrolmentFactory(cohort=cohort, beneficiary=beneficiary)
    session = SessionFactory(cohort=cohort, title="Cuisine froide", at_the_door=True)
    page = open_page(**SMALLEST)
    enter(page, client, live_app.url, beneficiary.user)
    page.goto(
        live_app.url + reverse("training:my-door", args=[door_token(session, timezone.now())])
    )
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    send(page, "Je suis là")
    expect(page.get_by_role("heading", level=1)).to_have_text("Votre présence est notée")
    assert complaints(page) == {}
    page.get_by_role("link", name="Voir ma semaine").click()
    expect(page.get_by_role("region").get_by_text("Présence notée").first).to_be_visible()
    assert session.attendances.get().enrolment.beneficiary == beneficiary


def test_a_person_says_how_far_one_has_got_in_the_training(
    open_page, live_app, beneficiary, client
):
    enrolment = EnrolmentFactory(beneficiary=beneficiary)
    TaughtSkillFactory(programme=enrolment.cohort.programme, skill__label="Lire un plan")
    page = open_page(**SMALLEST)
    enter(page, client, live_app.url, beneficiary.user)
    page.goto(live_app.url + reverse("training:my-learning"))
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    assert complaints(page) == {}
    page.get_by_role("group", name="Lire un plan").get_by_label("J'y arrive seul·e").check()
    send(page, "Enregistrer mes réponses")
    expect(page.get_by_text("C'est noté. Merci !")).to_be_visible()
    expect(page.get_by_label("J'y arrive seul·e")).to_be_checked()
