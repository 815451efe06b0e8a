"""The board of proposals: its columns, its filters, who reads what on it, and each move."""

from datetime import timedelta
from html import unescape

import pytest
from django.urls import reverse

from employers.enums import ProposalStage, RefusalKind, RefusalSide
from employers.queries.board import RECENT_DAYS, STEP, columns_of, on_board
from employers.services.proposals import move_proposal
from mirec.core.periods import today
from tests.factories import (
    BeneficiaryFactory,
    EmployerFactory,
    PlacementFactory,
    ProfileSendingFactory,
    ProposalFactory,
    VacancyFactory,
)

pytestmark = pytest.mark.django_db
URL = "employers:proposal-board"
BOARD = "http://testserver/emploi/propositions/"


@pytest.fixture
def browser(client_of, prospector):
    return client_of(prospector)


def shown(browser, **query) -> str:
    response = browser.get(reverse(URL), query)
    assert response.status_code == 200
    return unescape(response.text)


def move(browser, proposal, **sent):
    """As the board sends it."""
    headers = {"HX-Request": "true", "HX-Current-URL": BOARD}
    url = reverse("employers:proposal-move", args=[proposal.pk])
    return browser.post(url, sent, headers=headers)


def keys(columns, stage) -> list[int]:
    return [card.proposal.pk for card in {each.stage: each.cards for each in columns}[stage]]


def test_each_stage_has_its_column_and_the_longest_wait_comes_first(prospector):
    on = today()
    old = ProposalFactory(sent=True, proposed_on=on - timedelta(days=30))
    new = ProposalFactory(sent=True, proposed_on=on)
    first = ProposalFactory(refused=True, proposed_on=on - timedelta(days=9))
    last = ProposalFactory(refused=True, proposed_on=on - timedelta(days=2))
    ProposalFactory(refused=True, proposed_on=on - timedelta(days=RECENT_DAYS))
    columns = columns_of(on_board(prospector, on), on=on)
    assert [column.stage for column in columns] == list(ProposalStage)
    assert keys(columns, ProposalStage.SENT) == [old.pk, new.pk]
    assert keys(columns, ProposalStage.REFUSED) == [last.pk, first.pk]
    assert [card.is_late for card in columns[1].cards] == [True, False]


def test_a_column_shows_twenty_cards_and_the_one_that_was_moved(prospector, browser):
    on = today()
    vacancy = VacancyFactory()
    ProposalFactory.create_batch(STEP + 3, vacancy=vacancy, proposed_on=on - timedelta(days=4))
    moved = ProposalFactory(vacancy=vacancy, proposed_on=on)
    proposed = columns_of(on_board(prospector, on), on=on)[0]
    assert (len(proposed.cards), proposed.count, proposed.rest) == (STEP, STEP + 4, 4)
    assert moved.pk not in [card.proposal.pk for card in proposed.cards]
    kept = columns_of(on_board(prospector, on), on=on, keep=moved.pk)[0]
    assert kept.cards[-1].proposal.pk == moved.pk
    assert "Encore 4" in shown(browser)
    assert "Encore" not in shown(browser, **{"vus-proposed": STEP * 2})


@pytest.mark.parametrize(
    "query",
    [
        {"vus-sent": "²"},
        {"vus-sent": "9" * 18},
        {"vus-sent": "0"},
        {"colonne": "<script>"},
        {"employer": "x", "prospector": "-1", "mine": "zzz"},
        {"q": "\0 %_'"},
    ],
)
def test_a_junk_address_shows_the_board(browser, query):
    ProposalFactory(sent=True)
    assert "Proposée" in shown(browser, **query)


def test_the_board_of_a_vacancy_that_does_not_exist_is_not_found(browser):
    assert browser.get(reverse(URL), {"offre": 2**31 - 1}).status_code == 404


def test_the_filters_keep_what_one_looks_for(browser, prospector):
    mine = ProposalFactory(
        vacancy=VacancyFactory(title="Cariste", prospector=prospector),
        beneficiary=BeneficiaryFactory(last_name="Verhaegen"),
    )
    ProfileSendingFactory(proposal=mine, content={"reference": "W7QX2"})
    other = ProposalFactory(
        vacancy=VacancyFactory(title="Soudure", employer=EmployerFactory(name="Forges")),
        beneficiary=BeneficiaryFactory(last_name="Zanetti"),
    )
    for query in (
        {"mine": "on"},
        {"q": "verhaegen"},
        {"q": "w7qx2"},
        {"employer": mine.vacancy.employer_id},
        {"prospector": prospector.pk},
        {"offre": mine.vacancy_id},
        {"offre": mine.vacancy_id, "employer": mine.vacancy.employer_id},
    ):
        page = shown(browser, **query)
        assert "Verhaegen" in page
        assert "Zanetti" not in page
    assert "Zanetti" in shown(browser, employer=other.vacancy.employer_id)


def test_a_vacancy_is_chosen_under_its_employer_also_when_nobody_is_on_the_board(browser):
    proposal, lonely = ProposalFactory(sent=True), VacancyFactory(title="Sans personne")
    page = shown(browser)
    assert f'<optgroup label="{proposal.vacancy.employer}">' in page
    assert "Sans personne" not in page
    asked = shown(browser, offre=lonely.pk)
    assert f'<option value="{lonely.pk}" selected>Sans personne</option>' in asked


def test_a_card_leads_to_what_is_asked_beside_what_is_held(browser):
    proposal = ProposalFactory(sent=True)
    assert reverse("coaching:insertion", args=[proposal.pk]) in shown(browser)


def test_the_words_of_a_withdrawal_are_for_the_team_its_kind_is_for_all(
    client_of, coach, prospector, beneficiary
):
    ProposalFactory(
        beneficiary=beneficiary,
        withdrawn=True,
        refusal_kind=RefusalKind.SCHEDULE,
        refusal_reason="Opération.",
    )
    for reader, may_read in ((coach, True), (prospector, False)):
        page = shown(client_of(reader))
        assert ("Opération." in page) is may_read
        assert "La personne : horaire" in page


def test_only_who_may_open_the_file_is_led_to_the_contract(
    client_of, coach, stranger_coach, prospector, beneficiary
):
    proposal = ProposalFactory(beneficiary=beneficiary, interview=True)
    hire = f"{reverse('coaching:hire')}?proposition={proposal.pk}"
    may = {each.pk: hire in shown(client_of(each)) for each in (coach, stranger_coach, prospector)}
    assert may == {coach.pk: True, stranger_coach.pk: False, prospector.pk: False}


def test_a_coordinator_reads_the_board_and_moves_nothing(client_of, coordinator):
    proposal = ProposalFactory()
    browser = client_of(coordinator)
    assert "data-movable" not in shown(browser)
    assert move(browser, proposal, stage="sent", vue="proposed").status_code == 403


def test_a_hired_card_leads_to_its_contract_and_does_not_move(browser, prospector):
    proposal = ProposalFactory(hired=True, proposed_on=today())
    placement = PlacementFactory(proposal=proposal, beneficiary=proposal.beneficiary)
    page = shown(browser)
    assert placement.get_absolute_url() in page
    assert "data-movable" not in page
    said = unescape(move(browser, proposal, stage="sent", vue="hired").text)
    assert "la suite se note sur son contrat" in said


def test_a_move_answers_with_the_board_and_how_to_take_it_back(browser):
    proposal = ProposalFactory()
    response = move(browser, proposal, stage="interview", vue="proposed")
    page = unescape(response.text)
    assert f'data-moved="carte-{proposal.pk}"' in page
    assert "passe à « Entretien d'embauche »" in page
    undo = page.split('hx-post="')[-1].split('"')[0]
    back = browser.post(undo, {"annuler": "1"}, headers={"HX-Request": "true"})
    assert "C'est annulé" in unescape(back.text)
    proposal.refresh_from_db()
    assert (proposal.stage, proposal.stage_on) == (ProposalStage.PROPOSED, proposal.proposed_on)
    again = browser.post(undo, {"annuler": "1"}, headers={"HX-Request": "true"})
    assert "toast-error" in again.text


def test_moving_to_the_same_stage_offers_nothing_to_take_back(browser):
    proposal = ProposalFactory(sent=True)
    move(browser, proposal, stage="interview", vue="sent")
    again = move(browser, proposal, stage="interview", vue="interview")
    assert "annuler" not in again.text


def test_the_board_says_where_a_colleague_has_put_the_card(browser, coach):
    proposal = ProposalFactory()
    move_proposal(proposal=proposal, stage="trial", on=today(), by=coach)
    page = unescape(move(browser, proposal, stage="sent", vue="proposed").text)
    assert page.count("Nadia Ferrero a changé cette proposition") == 2
    proposal.refresh_from_db()
    assert proposal.stage == ProposalStage.TRIAL


def test_a_stale_list_says_so_on_the_page_it_came_from(browser, coach):
    proposal = ProposalFactory()
    move_proposal(proposal=proposal, stage="trial", on=today(), by=coach)
    url = reverse("employers:proposal-move", args=[proposal.pk])
    back = reverse("employers:proposal-list")
    sent = {"stage": "sent", "vue": "proposed", "retour": back}
    response = browser.post(url, sent, follow=True)
    assert response.redirect_chain[0][0] == back
    assert "a changé cette proposition avant vous" in unescape(response.text)


@pytest.mark.parametrize("stage", ["hired", "xyz", ""])
def test_a_stage_that_cannot_be_chosen_is_refused_in_words(browser, stage):
    proposal = ProposalFactory()
    response = move(browser, proposal, stage=stage, vue="proposed")
    assert response.status_code == 200
    assert "toast-error" in response.text
    proposal.refresh_from_db()
    assert proposal.stage == ProposalStage.PROPOSED


def test_a_withdrawal_says_who_withdraws(browser):
    proposal = ProposalFactory(sent=True)
    first = move(browser, proposal, stage="withdrawn", vue="sent")
    assert first["HX-Retarget"] == "#non-corps"
    assert "Qui retire la proposition" in unescape(first.text)
    sent = {"stage": "withdrawn", "vue": "sent", "kind": "pay"}
    assert move(browser, proposal, **sent)["HX-Retarget"] == "#non-corps"
    move(browser, proposal, side="house", **sent)
    proposal.refresh_from_db()
    assert (proposal.refusal_side, proposal.refusal_kind) == (RefusalSide.HOUSE, RefusalKind.PAY)
