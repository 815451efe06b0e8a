from datetime import date

import pytest

from mirec.core.clock import Clock, remaining, share, tone
from mirec.core.wording import NBSP

START, DUE = date(2025, 4, 14), date(2027, 4, 13)


def clock(on: date, **dates) -> Clock:
    return Clock(intake_from=date(2025, 2, 25), intake_due=date(2025, 4, 24), on=on, **dates)


@pytest.mark.parametrize(
    ("due_on", "expected"),
    [
        (date(2026, 2, 4), "dépassé de 1 j"),
        (date(2026, 2, 5), "dernier jour"),
        (date(2026, 2, 27), "reste 22 j"),
        (date(2026, 4, 4), "reste 58 j"),
        (date(2026, 4, 5), "reste 2 mois"),
        (date(2027, 4, 13), "reste 14 mois"),
    ],
)
def test_what_remains_is_said_in_days_below_two_months(due_on, expected):
    assert remaining(due_on, date(2026, 2, 5)).replace(NBSP, " ") == expected


@pytest.mark.parametrize(
    ("due_on", "is_intake", "expected"),
    [
        pytest.param(date(2026, 3, 4), False, "bad", id="a day under one month"),
        pytest.param(date(2026, 3, 5), False, "warn", id="one month"),
        pytest.param(date(2026, 5, 4), False, "warn", id="a day under three months"),
        pytest.param(date(2026, 5, 5), False, "", id="three months"),
        pytest.param(date(2026, 2, 14), True, "bad", id="intake, nine days"),
        pytest.param(date(2026, 2, 15), True, "", id="intake, ten days"),
    ],
)
def test_the_tone_follows_the_thresholds(due_on, is_intake, expected):
    assert tone(due_on, date(2026, 2, 5), is_intake=is_intake) == expected


@pytest.mark.parametrize(
    ("at", "expected"), [(date(2025, 12, 31), 0), (date(2026, 1, 6), 0.5), (date(2026, 2, 1), 1)]
)
def test_the_share_stays_between_nothing_and_all(at, expected):
    assert share(date(2026, 1, 1), date(2026, 1, 10), at) == expected


def test_before_the_agreement_the_intake_runs():
    waiting = clock(date(2025, 3, 25))
    assert not waiting.is_agreed
    assert waiting.running_due_on == date(2025, 4, 24)
    assert waiting.agreement.filled == 0
    assert waiting.agreement_sentence == "pas encore signée"
    assert 0 < waiting.now < waiting.intake.width


def test_after_the_agreement_the_mark_moves_along_the_second_segment():
    signed = clock(date(2026, 2, 5), agreed_on=START, due_on=DUE)
    assert signed.intake.past
    assert signed.running_due_on == DUE
    assert signed.now == pytest.approx(50.6, abs=0.2)
    said = signed.agreement_sentence.replace(NBSP, " ")
    assert said == "dixième mois ; reste 14 mois, jusqu'au 13 avril 2027"


def test_a_limit_that_is_past_leaves_the_mark_at_the_end():
    late = clock(date(2028, 1, 1), agreed_on=START, due_on=DUE)
    assert late.now == 100
    assert late.agreement_sentence.endswith(f"depuis le 13{NBSP}avril{NBSP}2027")


def test_an_agreement_signed_after_the_intake_limit_fills_the_intake():
    late = clock(date(2026, 2, 5), agreed_on=date(2025, 5, 14), due_on=date(2027, 5, 13))
    assert late.intake.filled == late.intake.width


def words_under(on: date, due_on: date = date(2026, 4, 14)) -> list[str]:
    clock = Clock(
        intake_from=date(2024, 2, 25),
        intake_due=date(2024, 4, 25),
        on=on,
        agreed_on=date(2024, 4, 14),
        due_on=due_on,
    )
    return [text.replace("\xa0", " ") for _, _, text in clock.ticks]


@pytest.mark.parametrize(
    ("on", "months"),
    [
        pytest.param(date(2024, 5, 1), ["12 mois", "18 mois"], id="at the start"),
        pytest.param(date(2025, 4, 20), ["18 mois"], id="after a year, where today stands"),
        pytest.param(date(2025, 10, 10), ["12 mois"], id="after eighteen months"),
    ],
)
def test_a_year_and_eighteen_months_are_marked_unless_today_stands_there(on, months):
    assert [word for word in words_under(on) if word.endswith(" mois")] == months


def test_a_limit_of_a_year_has_no_mark_on_its_last_day():
    assert words_under(date(2024, 5, 1), date(2025, 4, 14))[-1] == "14 avril 2025"
    assert "12 mois" not in words_under(date(2024, 5, 1), date(2025, 4, 14))
