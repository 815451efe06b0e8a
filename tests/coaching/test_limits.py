"""Limits by regime, and what moves them: the day before and the day after each."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from beneficiaries.models import Regime
from beneficiaries.services.regimes import copy_regime
from coaching.day.lines import Moment
from coaching.day.queue import queue_of
from coaching.enums import ExitReason, LimitMove, Phase
from coaching.models import Journey, JourneyBreak, LimitChange
from coaching.rules.limits import limit_with_breaks
from coaching.services.conventions import agree_on_paper
from coaching.services.hiring import end_job, follow_all_jobs, hire
from coaching.services.journeys import close_journey, reentry_day
from coaching.services.limits import (
    agree_break,
    cancel_break,
    change_break,
    correct_agreement,
    extend_agreement,
)
from employers.enums import ContractType, EndReason
from mirec.core.periods import Period, today
from tests.coaching.test_journey_services import eligible, opened
from tests.factories import (
    AgreementFactory,
    AgreementSignatureFactory,
    AssessmentFactory,
    EmployerFactory,
    JourneyBreakFactory,
    JourneyFactory,
    LimitChangeFactory,
)


def agreed(beneficiary, by, day: date) -> Journey:
    """A parcours whose convention was signed that day, under the regime in force."""
    journey = opened(beneficiary, by, on=day)
    if day >= date(2024, 1, 1):
        assessment = eligible(beneficiary, by, on=day)
    else:
        regime = Regime.objects.in_force(day).get()
        assessment = AssessmentFactory(beneficiary=beneficiary, regime=regime, assessed_on=day)
    return agree_on_paper(journey=journey, assessment=assessment, agreed_on=day, by=by)


@pytest.mark.parametrize(
    ("signed_on", "code", "due_on", "mark_on"),
    [
        pytest.param(date(2005, 1, 14), "R2005", None, date(2006, 1, 14), id="first day of 2005"),
        pytest.param(date(2008, 2, 29), "R2005", None, date(2009, 2, 28), id="leap day of 2008"),
        pytest.param(date(2009, 6, 30), "R2005", None, date(2010, 6, 30), id="last day of 2005's"),
        pytest.param(date(2009, 7, 1), "R2009", None, date(2010, 7, 1), id="first day of 2009's"),
        pytest.param(date(2023, 12, 31), "R2009", None, date(2024, 12, 31), id="its last day"),
        pytest.param(
            date(2024, 1, 1), "R2024", date(2026, 1, 1), date(2025, 1, 1), id="first day of 2024's"
        ),
        pytest.param(
            date(2024, 2, 29), "R2024", date(2026, 2, 28), date(2025, 2, 28), id="leap day of 2024"
        ),
        pytest.param(
            date(2026, 2, 28), "R2024", date(2028, 2, 28), date(2027, 2, 28), id="to a leap year"
        ),
        pytest.param(
            date(2025, 4, 14), "R2024", date(2027, 4, 14), date(2026, 4, 14), id="ordinary"
        ),
    ],
)
def test_the_regime_of_the_day_of_signature_sets_the_limits(
    beneficiary, coach, signed_on, code, due_on, mark_on
):
    journey = agreed(beneficiary, coach, signed_on)
    assert journey.regime.code == code
    assert (journey.due_on, journey.job_search_due_on) == (due_on, mark_on)


PAUSE = {"starts_on": date(2025, 3, 1), "ends_on": date(2025, 3, 31), "reason": "Maternité"}


@pytest.fixture
def journey(beneficiary, coach):
    return agreed(beneficiary, coach, date(2024, 4, 10))


@pytest.fixture
def generous(beneficiary, coach, manager):
    """A parcours under a text to come that lets breaks move the limit, and extends it."""
    regime = copy_regime(
        regime=Regime.objects.get(code="R2024"), code="R2026", label="Texte à venir",
        valid_from=date(2026, 7, 1), by=manager,
    )  # fmt: skip
    regime.breaks_move_limit, regime.breaks_article = True, "art. 6, § 2bis"
    regime.extension_months, regime.extension_article = 6, "art. 6, § 4"
    regime.save()
    return agreed(beneficiary, coach, date(2026, 9, 1))


def test_under_the_decree_of_2023_a_break_moves_no_limit(journey, coach):
    agree_break(journey=journey, by=coach, on=date(2025, 2, 20), **PAUSE)
    journey.refresh_from_db()
    assert journey.due_on == date(2026, 4, 10)
    assert not LimitChange.objects.exists()


def test_a_text_may_let_a_break_move_the_limit_and_each_move_says_why(generous, coach):
    on = date(2027, 1, 10)
    days = {"starts_on": date(2027, 2, 1), "ends_on": date(2027, 2, 28)}
    pause = agree_break(journey=generous, reason="Maternité", by=coach, on=on, **days)
    generous.refresh_from_db()
    assert generous.due_on == date(2028, 9, 29)
    change = LimitChange.objects.get()
    assert (change.move, change.article, change.reason, change.decided_on, change.created_by) == (
        LimitMove.BREAK, "art. 6, § 2bis", "Maternité", on, coach,
    )  # fmt: skip
    change_break(
        pause=pause, starts_on=date(2027, 2, 1), ends_on=date(2027, 2, 10), reason="Plus court",
        by=coach, on=on,
    )  # fmt: skip
    generous.refresh_from_db()
    assert generous.due_on == date(2028, 9, 11)
    cancel_break(pause=pause, by=coach, on=on)
    generous.refresh_from_db()
    assert generous.due_on == date(2028, 9, 1)
    assert LimitChange.objects.count() == 3


@pytest.mark.parametrize(
    ("breaks", "due_on"),
    [
        pytest.param([], date(2026, 4, 10), id="none"),
        pytest.param(
            [Period(date(2026, 4, 10), date(2026, 4, 10))], date(2026, 4, 11), id="on the last day"
        ),
        pytest.param(
            [Period(date(2026, 4, 11), date(2026, 4, 20))], date(2026, 4, 10), id="after the limit"
        ),
        pytest.param(
            [
                Period(date(2026, 4, 11), date(2026, 4, 12)),
                Period(date(2026, 4, 1), date(2026, 4, 5)),
            ],
            date(2026, 4, 17),
            id="the first makes room for the second",
        ),
        pytest.param(
            [Period(date(2024, 4, 1), date(2024, 4, 12))], date(2026, 4, 13), id="half before it"
        ),
        pytest.param(
            [Period(date(2024, 2, 1), date(2024, 4, 9))], date(2026, 4, 10), id="wholly before it"
        ),
    ],
)
def test_breaks_push_the_limit_day_by_day(breaks, due_on):
    assert limit_with_breaks(date(2026, 4, 10), date(2024, 4, 10), breaks) == due_on


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        pytest.param({"ends_on": date(2025, 2, 28)}, "ends_on", id="it ends before it starts"),
        pytest.param({"ends_on": date(2026, 3, 2)}, "ends_on", id="longer than a year"),
        pytest.param({"starts_on": date(2024, 4, 9)}, "starts_on", id="before the parcours"),
        pytest.param({"starts_on": date.max, "ends_on": date.max}, "starts_on", id="never"),
    ],
)
def test_a_break_that_cannot_be_is_refused(journey, coach, changes, field):
    with pytest.raises(ValidationError) as error:
        agree_break(journey=journey, by=coach, on=date(2025, 2, 20), **(PAUSE | changes))
    assert field in error.value.error_dict


def test_a_break_typed_backwards_says_so_beside_the_field(client_of, coach, beneficiary):
    """New or corrected: Postgres has no such range of days to compare with."""
    running = JourneyFactory(beneficiary=beneficiary, towards_employment=True)
    pause = JourneyBreakFactory(journey=running)
    eve = today() - timedelta(days=1)
    sent = {"starts_on": today().isoformat(), "ends_on": eve.isoformat(), "reason": "Congé"}
    for name, pk in (("break-create", running.pk), ("break-edit", pause.pk)):
        response = client_of(coach).post(reverse(f"coaching:{name}", args=[pk]), sent)
        errors = response.context["form"].errors
        assert "La fin ne peut pas précéder le début." in str(errors)
        assert 'value="Congé"' in response.text


def test_two_breaks_do_not_overlap(journey, coach):
    agree_break(journey=journey, by=coach, on=date(2025, 2, 20), **PAUSE)
    touching = PAUSE | {"starts_on": date(2025, 3, 31), "ends_on": date(2025, 4, 5)}
    with pytest.raises(ValidationError, match="recouvre ces jours"):
        agree_break(journey=journey, by=coach, on=date(2025, 2, 20), **touching)
    after = touching | {"starts_on": date(2025, 4, 1)}
    agree_break(journey=journey, by=coach, on=date(2025, 2, 20), **after)


@pytest.mark.parametrize(
    ("days", "is_silent"),
    [
        pytest.param(-1, False, id="the eve"),
        pytest.param(0, True, id="the first day"),
        pytest.param(9, True, id="the last day"),
        pytest.param(10, False, id="the day after"),
    ],
)
def test_an_agreed_break_silences_the_reminder_of_no_contact(coach, beneficiary, days, is_silent):
    journey = JourneyFactory(beneficiary=beneficiary, towards_employment=True)
    start = today() - timedelta(days=days)
    JourneyBreakFactory(journey=journey, starts_on=start, ends_on=start + timedelta(days=9))
    queue = queue_of(coach, Moment(today(), timezone.now()))
    silences = {line.target for g in queue.groups for line in g.lines if line.matter == "quiet"}
    assert (journey.pk not in silences) == is_silent


def test_an_extension_is_refused_with_the_article_of_the_text(journey, coach):
    with pytest.raises(ValidationError) as error:
        extend_agreement(journey=journey, months=3, reason="Stage", by=coach, on=date(2026, 1, 5))
    (sentence,) = error.value.messages
    assert "R2024 ne permet aucune prolongation" in sentence
    assert "Décret du 13.12.2023, art. 6, § 2" in sentence


def test_a_text_may_allow_one_extension(generous, coach):
    on = date(2028, 5, 1)
    with pytest.raises(ValidationError, match="6 mois au plus"):
        extend_agreement(journey=generous, months=7, reason="Stage", by=coach, on=on)
    extend_agreement(journey=generous, months=6, reason="Stage", by=coach, on=on)
    generous.refresh_from_db()
    assert generous.due_on == date(2029, 3, 1)
    assert LimitChange.objects.get().article == "art. 6, § 4"
    with pytest.raises(ValidationError, match="déjà été prolongée"):
        extend_agreement(journey=generous, months=1, reason="Stage", by=coach, on=on)


def test_a_correction_sets_the_limits_of_the_right_day(journey, manager):
    change = correct_agreement(
        journey=journey, agreed_on=date(2024, 5, 2), reason="Mal recopiée", by=manager,
        on=date(2024, 6, 1),
    )  # fmt: skip
    journey.refresh_from_db()
    assert (journey.agreed_on, journey.due_on, journey.job_search_due_on) == (
        date(2024, 5, 2), date(2026, 5, 2), date(2025, 5, 2),
    )  # fmt: skip
    assert journey.phase_since == date(2024, 5, 2)
    assert (change.former_due_on, change.move) == (date(2026, 4, 10), LimitMove.CORRECTION)


def test_a_correction_keeps_the_breaks_and_the_extension(generous, coach, manager):
    on = date(2027, 1, 10)
    days = {"starts_on": date(2027, 2, 1), "ends_on": date(2027, 2, 10)}
    agree_break(journey=generous, reason="Maternité", by=coach, on=on, **days)
    extend_agreement(journey=generous, months=1, reason="Stage", by=coach, on=on)
    generous.refresh_from_db()
    before = generous.due_on
    correct_agreement(
        journey=generous, agreed_on=date(2026, 9, 2), reason="Un jour", by=manager, on=on
    )
    generous.refresh_from_db()
    assert generous.due_on == before + timedelta(days=1)


@pytest.mark.parametrize(
    ("day", "why"),
    [
        pytest.param(date(2024, 4, 9), "entre le 10 avril 2024 et le 10 juin 2024", id="before"),
        pytest.param(date(2024, 6, 11), "entre le 10 avril 2024 et le 10 juin 2024", id="after"),
    ],
)
def test_a_correction_stays_within_the_intake(journey, manager, day, why):
    with pytest.raises(ValidationError) as error:
        correct_agreement(
            journey=journey, agreed_on=day, reason="Erreur", by=manager, on=date(2024, 7, 1)
        )
    assert why in " ".join(error.value.messages).replace("\xa0", " ")


def test_a_correction_never_changes_the_text_that_applies(beneficiary, manager):
    journey = opened(beneficiary, manager, on=date(2023, 12, 20))
    signed = agree_on_paper(
        journey=journey,
        assessment=eligible(beneficiary, manager, on=date(2023, 12, 20)),
        agreed_on=date(2023, 12, 28),
        by=manager,
    )
    with pytest.raises(ValidationError, match="Un autre régime"):
        correct_agreement(
            journey=signed, agreed_on=date(2024, 1, 2), reason="Erreur", by=manager,
            on=date(2024, 2, 1),
        )  # fmt: skip


def test_the_dates_of_a_closed_parcours_stay(journey, coach, manager):
    close_journey(
        journey=journey, closed_on=date(2025, 1, 1), exit_reason=ExitReason.MOVED, by=coach
    )
    for deed in (
        lambda: agree_break(journey=journey, by=coach, on=date(2025, 2, 20), **PAUSE),
        lambda: correct_agreement(
            journey=journey, agreed_on=date(2024, 5, 2), reason="E", by=manager, on=today()
        ),
    ):
        with pytest.raises(ValidationError, match="clôturé"):
            deed()


def test_losing_a_job_sends_back_to_the_search_and_stops_no_clock(beneficiary, coach):
    journey = agreed(beneficiary, coach, date(2024, 4, 10))
    placement = hire(
        beneficiary=beneficiary, employer=EmployerFactory(), job_title="Magasinier",
        contract_type=ContractType.CDI, starts_on=date(2024, 6, 3), planned_end_on=None,
        hours_per_week=38, is_aided=False, by=coach, on=date(2024, 6, 3),
    )  # fmt: skip
    journey.refresh_from_db()
    assert journey.phase == Phase.IN_EMPLOYMENT
    end_job(
        placement=placement, ended_on=date(2024, 8, 30), reason=EndReason.DISMISSED, by=coach,
        on=date(2024, 9, 2),
    )  # fmt: skip
    follow_all_jobs(on=date(2024, 9, 3))
    journey.refresh_from_db()
    assert (journey.phase, journey.phase_since) == (Phase.TOWARDS_EMPLOYMENT, date(2024, 9, 2))
    assert journey.due_on == date(2026, 4, 10)
    assert not LimitChange.objects.exists()


def test_the_day_of_a_new_intake_is_the_one_after_the_year(beneficiary, coach):
    assert reentry_day(beneficiary, date(2024, 6, 1)) is None
    journey = agreed(beneficiary, coach, date(2024, 1, 10))
    assert reentry_day(beneficiary, date(2024, 6, 1)) is None
    close_journey(
        journey=journey, closed_on=date(2024, 2, 29), exit_reason=ExitReason.GAVE_UP, by=coach
    )
    assert reentry_day(beneficiary, date(2024, 6, 1)) == date(2025, 3, 1)
    with pytest.raises(ValidationError):
        opened(beneficiary, coach, on=date(2025, 2, 28))
    assert opened(beneficiary, coach, on=date(2025, 3, 1)).pk


def test_a_parcours_closed_late_delays_no_new_intake(beneficiary, coach):
    """The convention ended at its limit (D23 art. 6 § 2), not when somebody closed the parcours."""
    journey = agreed(beneficiary, coach, date(2024, 1, 10))
    close_journey(
        journey=journey,
        closed_on=journey.due_on + timedelta(days=40),
        exit_reason=ExitReason.LIMIT_REACHED,
        by=coach,
    )
    assert journey.due_on == date(2026, 1, 10)
    assert reentry_day(beneficiary, date(2026, 6, 1)) == date(2027, 1, 11)


# The pages


def words_of(response) -> str:
    return response.content.decode().replace("&#x27;", "'").replace("\xa0", " ")


@pytest.fixture
def running(beneficiary):
    return JourneyFactory(beneficiary=beneficiary, towards_employment=True)


def test_a_coach_agrees_on_a_break_and_takes_it_back(client_of, coach, running):
    client = client_of(coach)
    url = reverse("coaching:break-create", args=[running.pk])
    assert "Elle ne déplace pas l'échéance" in words_of(client.get(url))
    data = {"starts_on": today().isoformat(), "ends_on": today().isoformat(), "reason": "Formation"}
    client.post(url, data)
    pause = JourneyBreak.objects.get()
    assert pause.created_by == coach
    panel = reverse("coaching:panel-journey", args=[running.beneficiary_id])
    assert "Formation" in words_of(client.get(panel))
    header = client.get(reverse("coaching:header", args=[running.beneficiary_id]))
    assert "Suspension convenue jusqu'au" in words_of(header)
    refused = client.post(url, data)
    assert "recouvre ces jours" in words_of(refused)
    client.post(reverse("coaching:break-cancel", args=[pause.pk]))
    assert not JourneyBreak.objects.exists()


def test_the_page_of_an_extension_quotes_the_text(client_of, coach, running):
    client = client_of(coach)
    url = reverse("coaching:limit-extend", args=[running.pk])
    assert "ne permet aucune prolongation" in words_of(client.get(url, follow=True))
    refused = words_of(client.post(url, {"months": "3", "reason": "Stage"}))
    assert "art. 6, § 2" in refused
    assert "Stage" in refused


def test_the_tab_asks_as_many_questions_whatever_it_shows(client_of, coach, running):
    client, counts = client_of(coach), []
    url = reverse("coaching:panel-journey", args=[running.beneficiary_id])
    for turn in (1, 2):
        for more in range(3 * turn):
            start = today() + timedelta(days=40 * (3 * turn + more))
            JourneyBreakFactory(journey=running, starts_on=start, ends_on=start)
            AgreementSignatureFactory(paper=AgreementFactory(journey=running))
            LimitChangeFactory(journey=running, created_by=coach)
        with CaptureQueriesContext(connection) as asked:
            client.get(url)
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_a_manager_corrects_a_date_and_the_panel_explains_it(client_of, manager, running):
    client = client_of(manager)
    day = running.agreed_on + timedelta(days=2)
    data = {"agreed_on": day.isoformat(), "reason": "Date mal recopiée"}
    client.post(reverse("coaching:limit-correct", args=[running.pk]), data)
    running.refresh_from_db()
    assert running.agreed_on == day
    panel = reverse("coaching:panel-journey", args=[running.beneficiary_id])
    assert "Date mal recopiée" in words_of(client.get(panel))


def test_the_regime_pages_carry_what_a_text_to_come_may_allow(client_of, manager):
    draft = copy_regime(
        regime=Regime.objects.get(code="R2024"), code="R2027", label="Texte", by=manager,
        valid_from=date(2027, 1, 1),
    )  # fmt: skip
    client = client_of(manager)
    assert "aucune dans ce texte" in words_of(client.get(draft.get_absolute_url()))
    url = reverse("beneficiaries:regime-edit", args=[draft.pk])
    form = client.get(url).context["form"]
    data = {name: form[name].value() for name in form.fields if form[name].value() is not None}
    data |= {"extension_months": 6, "extension_article": "art. 7", "breaks_move_limit": "on"}
    data["quota_base_codes"] = ""
    assert "article du texte" in words_of(client.post(url, data))
    client.post(url, data | {"breaks_article": "art. 8"})
    page = words_of(client.get(draft.get_absolute_url()))
    assert "6 mois" in page
    assert "elle déplace l'échéance" in page
    copied = copy_regime(
        regime=Regime.objects.get(pk=draft.pk), code="R2028", label="Texte", by=manager,
        valid_from=date(2028, 1, 1),
    )  # fmt: skip
    assert (copied.breaks_move_limit, copied.extension_months) == (True, 6)
