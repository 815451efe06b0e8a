"""« Comment cela se passe-t-il ? » answered by each side on a telephone, in a real browser."""

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from coaching.enums import OpinionSide
from coaching.services.checks import opinion_purpose
from mirec.core.links import issue_link
from tests.browser.visits import complaints, send
from tests.factories import HireCheckFactory

PAGES = {
    OpinionSide.WORKER: "coaching:opinion-worker",
    OpinionSide.EMPLOYER: "coaching:opinion-employer",
}


@pytest.mark.parametrize("side", PAGES)
def test_an_answer_sent_from_a_telephone_is_kept(open_page, live_app, side):
    check = HireCheckFactory()
    token = issue_link(
        purpose=opinion_purpose(side), target=check.pk, at=timezone.now(), days=2, by=None
    )
    phone = open_page(viewport={"width": 375, "height": 760}, is_mobile=True, has_touch=True)
    phone.goto(f"{live_app.url}{reverse(PAGES[side], args=[token])}")
    assert complaints(phone) == {}
    phone.get_by_label("Bien", exact=True).check(force=True)
    send(phone, "Envoyer ma réponse")
    expect(phone.get_by_role("heading", level=1)).to_have_text("Merci pour votre réponse")
    assert check.opinions.get().side == side
