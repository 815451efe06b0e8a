"""« Ma prospection »: what waits, for whom, and the answers given in place and taken back."""

from datetime import timedelta

import pytest
from django.urls import reverse

from employers.day.lines import Matter
from employers.day.queue import SHOWN, queue_of
from employers.models import Approach, Vacancy
from mirec.core.periods import today
from tests.factories import (
    ApproachFactory,
    ContactFactory,
    EmployerFactory,
    PlacementFactory,
    ProposalFactory,
    UserFactory,
    VacancyFactory,
)

pytestmark = pytest.mark.django_db
ON = today()
HTMX = {"HX-Request": "true"}


def days_ago(days: int):
    return ON - timedelta(days=days)


@pytest.fixture
def browser(client_of, prospector):
    return client_of(prospector)


@pytest.fixture
def mine(prospector):
    """An employer of the prospector, with a telephone and an address."""
    return EmployerFactory(name="Sambre Logistique", prospector=prospector, email="a@sambre.be")


def text_of(response) -> str:
    return response.content.decode().replace("\u00a0", " ").replace("&#x27;", "'")


def waiting(user, matter: Matter, *, own_only: bool = True) -> list[int]:
    groups = {group.matter: group for group in queue_of(user, ON, own_only=own_only).groups}
    return [line.target for line in groups[matter].lines] if matter in groups else []


# What waits


def test_promises_wait_from_their_day_on_the_latest_first(prospector, mine):
    due = ApproachFactory(employer=mine, promised=True)
    late = ApproachFactory(employer=mine, promised=True, on=days_ago(4))
    ApproachFactory(employer=mine, promised=True, on=ON + timedelta(days=1), happened_on=ON)
    kept = ApproachFactory(employer=mine, promised=True)
    Approach.objects.filter(pk=kept.pk).update(next_step_done_on=ON, next_step_done_by=prospector)
    assert waiting(prospector, Matter.PROMISE) == [late.pk, due.pk]


def test_a_promise_belongs_to_who_made_it_to_who_follows_the_employer_or_the_vacancy(prospector):
    other = EmployerFactory()
    own = ApproachFactory(employer=other, promised=True, created_by=prospector)
    ApproachFactory(employer=other, promised=True)
    by_link = ApproachFactory(employer=EmployerFactory(), promised=True, created_by=None)
    ApproachFactory(employer=EmployerFactory(), promised=True, created_by=None)
    VacancyFactory(employer=by_link.employer, prospector=prospector)
    assert set(waiting(prospector, Matter.PROMISE)) == {own.pk, by_link.pk}
    assert len(waiting(prospector, Matter.PROMISE, own_only=False)) == 4


def test_a_vacancy_waits_from_the_day_it_is_to_be_confirmed(prospector, mine):
    due = VacancyFactory(employer=mine, confirm_due_on=ON, received_on=days_ago(30))
    VacancyFactory(employer=mine, confirm_due_on=ON + timedelta(days=1))
    VacancyFactory(employer=mine, confirm_due_on=ON, filled=True)
    VacancyFactory(confirm_due_on=ON)
    assert waiting(prospector, Matter.VACANCY) == [due.pk]


def test_a_proposal_waits_after_three_days_unless_one_has_called(prospector, mine):
    def proposal(days, **traits):
        vacancy = VacancyFactory(employer=EmployerFactory(prospector=prospector))
        return ProposalFactory(vacancy=vacancy, proposed_on=days_ago(days), **traits)

    old = proposal(9, sent=True)
    young = proposal(3)
    proposal(2, sent=True)
    proposal(9, interview=True)
    called = proposal(9, sent=True)
    ApproachFactory(employer=called.vacancy.employer, happened_on=days_ago(6))
    long_ago = proposal(9, sent=True)
    ApproachFactory(employer=long_ago.vacancy.employer, happened_on=days_ago(8))
    before = proposal(5, sent=True)
    ApproachFactory(employer=before.vacancy.employer, happened_on=days_ago(6))
    found = waiting(prospector, Matter.PROPOSAL)
    assert found == [old.pk, long_ago.pk, before.pk, young.pk]


def test_an_employer_is_seen_again_after_ninety_days_when_there_is_a_reason(prospector):
    def employer(**traits):
        return EmployerFactory(prospector=prospector, **traits)

    never = PlacementFactory(employer=employer()).employer
    long_ago = ApproachFactory(
        employer=PlacementFactory(employer=employer()).employer, happened_on=days_ago(91)
    ).employer
    offered = VacancyFactory(employer=employer(), received_on=days_ago(100)).employer
    VacancyFactory(employer=employer(), received_on=days_ago(100), confirmed_on=days_ago(20))
    ApproachFactory(
        employer=PlacementFactory(employer=employer()).employer, happened_on=days_ago(90)
    )
    ApproachFactory(employer=employer(), happened_on=days_ago(400))
    PlacementFactory(employer=employer(), ended=True)
    assert waiting(prospector, Matter.EMPLOYER) == [never.pk, offered.pk, long_ago.pk]


def test_the_page_says_them_all_and_everybodys_on_demand(browser, mine):
    ApproachFactory(employer=mine, promised=True)
    VacancyFactory(employer=mine, title="À confirmer ici", confirm_due_on=ON)
    VacancyFactory(title="D'un collègue", confirm_due_on=ON)
    alone = VacancyFactory(employer=mine, title="Reçue hier", received_on=days_ago(1))
    page = browser.get(reverse("employers:home"))
    shown = text_of(page)
    for expected in ("Rappeler pour les horaires", "À confirmer ici", "Reçue hier"):
        assert expected in shown
    assert "D'un collègue" not in shown
    assert alone.pk in [row.pk for row in page.context["beside"].alone.rows]
    assert "D'un collègue" in text_of(browser.get(reverse("employers:home"), {"toutes": "1"}))


def test_each_figure_beside_the_queue_leads_to_the_rows_behind_it(browser, mine):
    for index in range(8):
        VacancyFactory(employer=mine, title=f"Offre {index}", received_on=days_ago(index))
    beside = browser.get(reverse("employers:home")).context["beside"]
    for section in (beside.alone, beside.recent):
        table = browser.get(section.url).context["table"]
        assert len(table.rows) == section.count


def test_a_group_shows_its_first_lines_and_says_that_others_wait(prospector, mine):
    for _ in range(SHOWN + 2):
        ApproachFactory(employer=mine, promised=True)
    (group,) = queue_of(prospector, ON, own_only=True).groups
    assert (len(group.lines), group.has_more) == (SHOWN, True)


def test_the_whole_list_behind_a_group_holds_its_lines(browser, prospector, mine):
    for _ in range(SHOWN + 2):
        vacancy = VacancyFactory(employer=mine, received_on=days_ago(40))
        ApproachFactory(employer=mine, happened_on=days_ago(20))
        ProposalFactory(vacancy=vacancy, sent=True)
    for group in queue_of(prospector, ON, own_only=True).groups:
        shown = {row.record.pk for row in browser.get(group.url).context["table"].rows}
        assert shown >= {line.target for line in group.lines}
        assert len(shown) == SHOWN + 2


def test_who_only_reads_gets_no_answer_buttons(client_of, coordinator, mine):
    ApproachFactory(employer=mine, promised=True)
    shown = text_of(client_of(coordinator).get(reverse("employers:home")))
    assert "Rappeler pour les horaires" in shown
    assert ">Fait<" not in shown
    assert "Noter un contact" not in shown
    assert "tel:" in shown


# Answers


def undo_of(response) -> str:
    return response.context["undo"]


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("approach-done", lambda mine: ApproachFactory(employer=mine, promised=True)),
        (
            "vacancy-confirm",
            lambda mine: VacancyFactory(
                employer=mine, confirm_due_on=ON, received_on=days_ago(30), confirmed_on=None
            ),
        ),
        ("proposal-called", lambda mine: ProposalFactory(vacancy__employer=mine, sent=True)),
        ("employer-called", lambda mine: PlacementFactory(employer=mine).employer),
    ],
)
def test_an_answer_takes_its_line_away_and_the_undo_puts_it_back(browser, mine, name, make):
    target = make(mine)
    home = reverse("employers:home")
    before = text_of(browser.get(home))
    url = reverse(f"employers:{name}", args=[target.pk])
    assert url in before
    answered = browser.post(url, headers=HTMX)
    assert "q-gone" in text_of(answered)
    assert url not in text_of(browser.get(home))
    restored = browser.post(undo_of(answered), {"annuler": "1"}, headers=HTMX)
    assert "hx-swap-oob" in text_of(restored)
    assert url in text_of(browser.get(home))


def test_still_open_is_noted_as_a_call_and_asks_again_in_thirty_days(browser, prospector, mine):
    contact = ContactFactory(employer=mine)
    vacancy = VacancyFactory(
        employer=mine, contact=contact, title="Cariste", received_on=days_ago(40)
    )
    former = (vacancy.confirmed_on, vacancy.confirm_due_on)
    url = reverse("employers:vacancy-confirm", args=[vacancy.pk])
    answered = browser.post(url, headers=HTMX)
    vacancy.refresh_from_db()
    assert (vacancy.confirmed_on, vacancy.confirm_due_on) == (ON, ON + timedelta(days=30))
    call = Approach.objects.get()
    assert (call.kind, call.contact, call.created_by) == ("call", contact, prospector)
    assert call.text == "« Cariste » est toujours vacante."
    browser.post(undo_of(answered), {"annuler": "1"}, headers=HTMX)
    vacancy.refresh_from_db()
    assert (vacancy.confirmed_on, vacancy.confirm_due_on) == former
    assert not Approach.objects.exists()


def test_an_undo_cannot_be_turned_to_another_vacancy(browser, mine):
    vacancy, other = VacancyFactory(employer=mine), VacancyFactory(employer=mine)
    name = "employers:vacancy-confirm"
    answered = browser.post(reverse(name, args=[vacancy.pk]), headers=HTMX)
    query = undo_of(answered).partition("?")[2]
    for forged in (query, "avant=x", ""):
        address = f"{reverse(name, args=[other.pk])}?{forged}"
        assert browser.post(address, {"annuler": "1"}).status_code == 404
    assert Approach.objects.count() == 1


def test_a_closed_vacancy_is_not_confirmed(browser, mine):
    vacancy = VacancyFactory(employer=mine, filled=True)
    response = browser.post(reverse("employers:vacancy-confirm", args=[vacancy.pk]), headers=HTMX)
    assert "déjà clôturée" in text_of(response)
    assert not Approach.objects.exists()


def test_the_call_about_a_proposal_does_not_name_the_person(browser, mine, beneficiary):
    vacancy = VacancyFactory(employer=mine, title="Cariste")
    proposal = ProposalFactory(vacancy=vacancy, beneficiary=beneficiary, sent=True)
    browser.post(reverse("employers:proposal-called", args=[proposal.pk]))
    assert Approach.objects.get().text == "Appel au sujet de la proposition pour « Cariste »."


def test_a_promise_kept_twice_says_so(browser, mine):
    approach = ApproachFactory(employer=mine, promised=True)
    url = reverse("employers:approach-done", args=[approach.pk])
    browser.post(url, headers=HTMX)
    assert "déjà tenue" in text_of(browser.post(url, headers=HTMX))


def test_a_call_of_a_colleague_is_not_taken_back(browser, mine):
    call = ApproachFactory(employer=mine, created_by=UserFactory(coach=True))
    url = f"{reverse('employers:employer-called', args=[mine.pk])}?contact={call.pk}"
    assert "le jour même" in text_of(browser.post(url, {"annuler": "1"}, headers=HTMX))
    assert Approach.objects.filter(pk=call.pk).exists()
    elsewhere = reverse("employers:employer-called", args=[EmployerFactory().pk])
    assert browser.post(f"{elsewhere}?contact={call.pk}", {"annuler": "1"}).status_code == 404


def test_without_script_the_answers_come_back_to_the_home_or_to_a_page_of_the_house(browser, mine):
    vacancy = VacancyFactory(employer=mine, confirm_due_on=ON)
    url = reverse("employers:vacancy-confirm", args=[vacancy.pk])
    for foreign in ("", "https://ailleurs.example/", "//ailleurs.example", "-1", "employers:home"):
        assert browser.post(url, {"retour": foreign}).url == reverse("employers:home")
    page = vacancy.get_absolute_url()
    assert browser.post(url, {"retour": page}).url == page
    assert Vacancy.objects.get().confirmed_on == ON
