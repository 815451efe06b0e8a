"""The page of a requirement and that of the talks: the preview, refusals, stale pages, budgets."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from employers.enums import Need
from employers.models import Negotiation
from mirec.core.periods import today
from tests.factories import (
    BeneficiaryFactory,
    BeneficiarySkillFactory,
    ContactFactory,
    JourneyFactory,
    NegotiationFactory,
    RequirementFactory,
    SkillFactory,
    VacancyFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def vacancy(prospector):
    """Received ten days ago, recorded by nobody in particular."""
    return VacancyFactory(prospector=prospector)


@pytest.fixture
def contact(vacancy):
    return ContactFactory(employer=vacancy.employer)


@pytest.fixture
def asked(vacancy):
    """Tiling, indispensable, alone."""
    skill = SkillFactory(label="Carreler")
    return RequirementFactory(vacancy=vacancy, skill=skill, need=Need.MUST, level=3)


def seeker(*, at_work: bool = False, **person):
    someone = BeneficiaryFactory(**person)
    JourneyFactory(beneficiary=someone, in_employment=at_work)
    return someone


def holder(*skills, level: int = 3, **person):
    someone = seeker(**person)
    for skill in skills:
        BeneficiarySkillFactory(beneficiary=someone, skill=skill, level=level)
    return someone


def edit_url(asked) -> str:
    return reverse("employers:requirement-edit", args=[asked.vacancy_id, asked.skill_id])


def filled(**changes) -> dict:
    return {
        "need": "trainable",
        "level": "2",
        "agreed_on": today().isoformat(),
        "reason": "Une collègue forme sur place.",
        "seen": "must:3",
    } | changes


@pytest.fixture
def browser(client_of, prospector):
    return client_of(prospector)


def text_of(response) -> str:
    return " ".join(response.content.decode().split())


def test_htmx_shows_the_effect_before_anything_is_saved(browser, asked):
    holder(asked.skill, level=3)
    seeker()
    answer = browser.post(edit_url(asked), filled(), headers={"HX-Request": "true"})
    assert "1 personne atteignable → 2" in text_of(answer)
    assert "1 personne de plus" in text_of(answer)
    assert not Negotiation.objects.exists()


def test_a_requirement_is_negotiated_on_its_page(browser, asked, contact, prospector):
    url = edit_url(asked)
    assert "Dites avec qui" in text_of(browser.post(url, filled()))
    assert "Dites pourquoi" in text_of(browser.post(url, filled(contact=contact.pk, reason=" ")))
    browser.post(url, filled(contact=contact.pk))
    row = Negotiation.objects.get()
    assert (row.created_by, row.contact, row.need_after) == (prospector, contact, "trainable")
    page = text_of(browser.get(reverse("employers:negotiations", args=[asked.vacancy_id])))
    assert "indispensable, en autonomie → formable, avec de l'aide" in page.replace("&#x27;", "'")


def test_a_stale_page_is_refused_once_with_what_was_typed(browser, asked):
    stale = filled(seen="must:4", reason="Ma raison.")
    answer = browser.post(edit_url(asked), stale)
    assert "entre-temps" in text_of(answer)
    assert "Ma raison." in text_of(answer)
    assert 'value="must:3"' in text_of(answer)
    browser.post(edit_url(asked), stale | {"seen": "must:3"})
    assert Negotiation.objects.count() == 1


def test_a_requirement_dropped_meanwhile_is_said_so(browser, asked):
    asked.delete()
    answer = browser.post(edit_url(asked), filled(), follow=True)
    assert "ou plus, demandée" in text_of(answer).replace("&#x27;", "'")


def test_a_skill_is_dropped_then_asked_again(browser, asked):
    browser.post(edit_url(asked), filled(need="dropped"))
    assert not asked.vacancy.requirements.exists()
    add = reverse("employers:requirement-create", args=[asked.vacancy_id])
    browser.post(add, filled(skill="Carreler", need="nice", level="1", seen=""))
    assert asked.vacancy.requirements.get().need == Need.NICE
    assert Negotiation.objects.count() == 2


def test_who_just_noted_the_vacancy_chooses_between_slip_and_talk(browser, prospector):
    asked = RequirementFactory(vacancy=VacancyFactory(created_by=prospector), level=3)
    assert "Je complète ou corrige" in text_of(browser.get(edit_url(asked)))
    browser.post(edit_url(asked), filled(how="correction", reason=""))
    assert not Negotiation.objects.exists()
    browser.post(edit_url(asked), filled(how="agreed", seen="trainable:2", need="nice"))
    assert Negotiation.objects.get().need_before == Need.TRAINABLE


@pytest.mark.parametrize(
    "junk",
    [{"need": "x"}, {"level": "9"}, {"agreed_on": "hier"}, {"contact": "999999"}, {"seen": "\0"}],
)
def test_junk_is_refused_beside_its_field(browser, asked, junk):
    assert browser.post(edit_url(asked), filled(**junk)).status_code == 200
    assert not Negotiation.objects.exists()


@pytest.mark.parametrize("name", ["negotiations", "requirement-edit"])
def test_the_pages_ask_no_more_queries_when_more_was_said(client_of, prospector, asked, name):
    browser = client_of(prospector)
    ends = [asked.vacancy_id] + ([asked.skill_id] if name == "requirement-edit" else [])
    url = reverse(f"employers:{name}", args=ends)

    def more(count: int) -> None:
        for _ in range(count):
            NegotiationFactory(vacancy=asked.vacancy)
            holder(RequirementFactory(vacancy=asked.vacancy, trainable=True).skill, asked.skill)

    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert browser.get(url).status_code == 200
        return len(queries)

    more(3)
    few = count()
    more(20)
    assert count() == few
    assert few <= 14
