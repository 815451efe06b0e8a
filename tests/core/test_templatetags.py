from datetime import date
from types import SimpleNamespace

import pytest
from django.db import models
from django.template import Context, Template
from django.test import RequestFactory

from mirec.core.badges import TONES, Badge, badge_of, enum_of, states
from mirec.core.icons import icon_names, icon_svg


class Weather(models.TextChoices):
    SUN = "sun", "Soleil"
    RAIN = "rain", "Pluie"

    @property
    def tone(self) -> str:
        return {Weather.SUN: "ok", Weather.RAIN: "warn"}[self]

    @property
    def icon(self) -> str:
        return {Weather.SUN: "sun", Weather.RAIN: "cloud-rain"}[self]


def rendered(source: str, **context) -> str:
    return Template(source).render(Context(context)).strip()


def test_an_icon_is_hidden_from_screen_readers():
    assert 'aria-hidden="true"' in rendered('{% icon "sun" %}')


def test_an_unknown_icon_warns():
    with pytest.warns(UserWarning, match="no icon is called 'sunn'"):
        assert rendered('{% icon "sunn" %}') == ""


def test_the_icons_are_many_and_each_is_a_drawing():
    assert len(icon_names()) > 2000
    assert icon_svg("sun").startswith('<svg class="bi"')


def test_an_enum_member_wears_its_icon_tone_and_word():
    html = rendered("{% badge value %}", value=Weather.RAIN)
    assert 'class="badge is-warn"' in html
    assert "<svg" in html
    assert html.endswith("Pluie</span>")


def test_a_plain_value_wears_the_neutral_badge():
    assert rendered("{% badge value %}", value="ailleurs") == '<span class="badge">ailleurs</span>'


def test_a_badge_can_be_written_on_the_spot():
    assert "is-bad" in rendered('{% badge label="reste 4 jours" tone="bad" icon="hourglass" %}')


def test_what_a_badge_says_is_escaped():
    assert "<b>" not in rendered("{% badge value %}", value="<b>")


def test_a_stored_value_finds_its_enum_again():
    assert enum_of(tuple(Weather.choices)) is Weather
    assert enum_of((("x", "Inconnu"),)) is None
    assert badge_of(Weather.SUN) == Badge("Soleil", "ok", "sun")


@pytest.mark.parametrize(
    "badge", [pytest.param(b, id=f"{name}: {b.label}") for name, badges in states() for b in badges]
)
def test_every_state_has_a_known_tone_an_icon_and_a_word(badge):
    assert badge.tone in TONES
    assert badge.icon in icon_names()
    assert badge.label


def test_a_relative_day_keeps_its_exact_date():
    html = rendered("{{ day|ago:on }}", day=date(2026, 1, 29), on=date(2026, 2, 5))
    assert 'datetime="2026-01-29"' in html
    assert "jeudi 29" in html
    assert "il y a 7" in html


@pytest.mark.parametrize(
    "name",
    [
        "day",
        "day_full",
        "day_long",
        "day_short",
        "weekday",
        "month",
        "iso",
        "ago",
        "clock_time",
        "hours",
        "euros",
        "thousands",
        "remaining",
        "due_tone",
    ],
)
def test_nothing_is_said_of_nothing(name):
    assert rendered(f"{{{{ value|{name} }}}}", value=None) == ""


def test_zero_minutes_are_said():
    assert rendered("{{ value|hours }}", value=0).startswith("0")


@pytest.mark.parametrize(
    ("used", "total", "width"),
    [(12, 24, "50.0"), (30, 24, "100.0"), (-1, 24, "0.0"), (1, 0, "0.0")],
)
def test_a_mini_bar_stays_within_its_track(used, total, width):
    html = rendered("{% mini_bar used total %}", used=used, total=total)
    assert f'class="mini-fill" x="0" y="0" width="{width}%"' in html
    assert "style=" not in html


def test_another_page_keeps_the_filters():
    request = RequestFactory().get("/liste/", {"q": "Dupont & fils", "page": "2"})
    html = rendered("{% page_url 3 %}", request=request)
    assert html == "?q=Dupont+%26+fils&amp;page=3"


def test_a_count_takes_its_plural():
    assert rendered('{{ 4|count_of:"journal,journaux" }}').endswith("journaux")


def test_a_sheet_names_its_region():
    html = rendered('{% sheet title="Plan" key="plan" %}<p>Texte</p>{% endsheet %}')
    assert 'aria-labelledby="h-plan"' in html
    assert "<p>Texte</p>" in html


def test_an_alert_escapes_what_it_is_given():
    html = rendered('{% alert tone="bad" %}{{ text }}{% endalert %}', text="<script>")
    assert "alert-bad" in html
    assert "&lt;script&gt;" in html


def test_only_the_ordered_column_says_its_order():
    column = SimpleNamespace(is_ordered=True, order_by_alias=SimpleNamespace(is_descending=True))
    assert rendered("{{ column|aria_sort }}", column=column) == "descending"
    column.is_ordered = False
    assert rendered("{{ column|aria_sort }}", column=column) == ""
