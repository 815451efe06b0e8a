"""The page of a stay, and the tutor's five questions on a telephone."""

from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from coaching.rules.alternance import QUESTIONS
from coaching.services.tutor_reviews import PURPOSE
from mirec.core.links import issue_link
from tests.browser.visits import complaints, enter, send
from tests.factories import (
    AlternancePaperFactory,
    InternshipFactory,
    InternshipVisitFactory,
    TutorReviewFactory,
)

SIZES = {1400: 900, 375: 760}


def test_the_tutor_answers_on_a_telephone_and_the_coordinator_reads_it(
    open_page, client, live_app, coordinator
):
    stay = InternshipFactory(employer__name="Menuiserie Lambot")
    AlternancePaperFactory(enrolment=stay.enrolment, agreement=True, internship=stay)
    InternshipVisitFactory(internship=stay, done=True)
    review = TutorReviewFactory(internship=stay)
    token = issue_link(purpose=PURPOSE, target=review.pk, at=timezone.now(), days=2, by=None)
    phone = open_page(viewport={"width": 375, "height": 760}, is_mobile=True, has_touch=True)
    phone.goto(f"{live_app.url}{reverse('coaching:tutor-review', args=[token])}")
    send(phone, "Envoyer mes réponses")
    expect(phone.get_by_text("Choisissez une des quatre réponses.").first).to_be_visible()
    assert complaints(phone) == {}
    for question in QUESTIONS.values():
        phone.get_by_role("group", name=question).get_by_label("Bien", exact=True).check()
    assert phone.evaluate("document.documentElement.scrollWidth") == 375
    send(phone, "Envoyer mes réponses")
    expect(phone.get_by_role("heading", level=1)).to_have_text("Merci pour votre réponse")
    for width, height in SIZES.items():
        page = open_page(viewport={"width": width, "height": height})
        enter(page, client, live_app.url, coordinator)
        page.goto(f"{live_app.url}{stay.get_absolute_url()}")
        expect(page.get_by_text(next(iter(QUESTIONS.values())))).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth") == width
        assert complaints(page) == {}
