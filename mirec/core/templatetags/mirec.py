"""What templates may say. Registered as builtins: no `{% load %}` is needed."""

import warnings
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache

from django import template
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from mirec.core import clock as clocks
from mirec.core import wording
from mirec.core.badges import Badge, badge_of, field_badge
from mirec.core.icons import icon_svg
from mirec.core.periods import today

register = template.Library()


@register.simple_tag
def icon(name: str) -> SafeString:
    """A Bootstrap icon beside its word; hidden from screen readers."""
    try:
        return mark_safe(icon_svg(name))  # noqa: S308 - our own file, no input
    except KeyError:
        warnings.warn(f"no icon is called {name!r}", stacklevel=2)
        return mark_safe("")


@register.filter
def day(value: date | datetime | None, on: date | None = None) -> str:
    return wording.day(value, on or today()) if value else ""


@register.filter
def day_full(value: date | datetime | None) -> str:
    return wording.day_full(value) if value else ""


@register.filter
def day_long(value: date | datetime | None) -> str:
    return wording.day_long(value) if value else ""


@register.filter
def day_short(value: date | datetime | None) -> str:
    return wording.day_short(value) if value else ""


@register.filter
def weekday(value: date | datetime | None) -> str:
    return wording.weekday(value) if value else ""


@register.filter
def month(value: date | datetime | None) -> str:
    return wording.month(value) if value else ""


@register.filter
def of_month(value: date | datetime | None) -> str:
    return wording.of_month(value) if value else ""


@register.filter
def iso(value: date | datetime | None) -> str:
    return value.isoformat() if value else ""


@register.filter
def ago(value: date | datetime | None, on: date | None = None) -> SafeString | str:
    """A `<time>`: relative words to read, the exact date in `title`."""
    if not value:
        return ""
    return format_html(
        '<time datetime="{}" title="{}">{}</time>',
        value.isoformat(),
        wording.day_long(value),
        wording.ago(value, on or today()),
    )


@register.filter
def clock_time(value) -> str:
    return wording.clock_time(value) if value else ""


@register.filter
def hours(minutes: int | None) -> str:
    return wording.hours(minutes) if minutes is not None else ""


@register.filter
def euros(amount: Decimal | None) -> str:
    return wording.euros(amount) if amount is not None else ""


register.filter(wording.signed_euros)


@register.filter
def thousands(number: Decimal | int | None) -> str:
    return wording.thousands(number) if number is not None else ""


@register.filter
def count_of(count: int, words: str) -> str:
    """`{{ 4|count_of:"offre" }}` or `"journal,journaux"`: the number and its noun."""
    return wording.plural(count, *words.split(","))


register.filter("of", wording.of)


@register.filter
def uncapped(words: str) -> str:
    """« Le Forem » within a sentence: le Forem."""
    return wording.uncapped(words)


@register.filter
def remaining(due_on: date | None, on: date | None = None) -> str:
    return clocks.remaining(due_on, on or today()) if due_on else ""


@register.filter
def due_tone(due_on: date | None, on: date | None = None) -> str:
    """`bad`, `warn` or nothing, for a class: `t-{{ due_on|due_tone }}`."""
    return clocks.tone(due_on, on or today()) if due_on else ""


@register.simple_tag
def badge(
    value="", field: str = "", *, label: str = "", tone: str = "", icon: str = ""
) -> SafeString:
    """`{% badge member %}`, `{% badge journey "phase" %}`, or label, tone and icon."""
    if field:
        return _drawn(field_badge(value, field))
    return _drawn(Badge(label, tone, icon) if label else badge_of(value))


@lru_cache(maxsize=1000)
def _drawn(worn: Badge) -> SafeString:
    """A long list wears the same few badges again and again."""
    return render_to_string("components/badge.html", {"badge": worn})


@register.inclusion_tag("components/mini_bar.html")
def mini_bar(used: float, total: float, tone: str = "") -> dict[str, object]:
    """A bar of 6 px; decoration, since the words always follow it."""
    filled = 100 * used / total if total else 0
    return {"percent": f"{min(100, max(0, filled)):.1f}", "tone": tone}


@register.inclusion_tag("components/clock.html")
def clock(value: clocks.Clock) -> dict[str, object]:
    return {"clock": value}


@register.inclusion_tag("components/draft.html", takes_context=True)
def draft(
    context: template.Context, form: str, subject: object = "", page: str = ""
) -> dict[str, object]:
    """`{% draft "suivi" person.pk %}` inside a form: what is typed there is kept until it is sent.

    `subject` is the row or person that the form is about; `page` is where it is taken up again.
    A form that comes back with its errors keeps the draft that it had.
    """
    home = f"{form}:{subject}"
    sent = context["request"].POST.get("brouillon", "")
    key = sent if sent.startswith(f"{home}~") else home
    return {"key": key, "home": home, "owner": context["user"].pk, "page": page}


@register.filter
def aria_sort(column) -> str:
    """The `aria-sort` of a django-tables2 column, "" when it does not sort the table."""
    if not column.is_ordered:
        return ""
    return "descending" if column.order_by_alias.is_descending else "ascending"


@register.simple_tag(takes_context=True)
def page_url(context: template.Context, number: int, key: str = "page") -> str:
    """The same address at another page; filters and order stay."""
    query = context["request"].GET.copy()
    query[key] = str(number)
    return f"?{query.urlencode()}"


@register.simple_block_tag
def sheet(content: SafeString, title: str = "", note: str = "", key: str = "") -> SafeString:
    """`{% sheet title="Plan" note="signé le 2 juin" key="plan" %}…{% endsheet %}`."""
    return _component("card", content=content, title=title, note=note, key=key)


@register.simple_block_tag
def alert(content: SafeString, tone: str = "info", icon: str = "", role: str = "") -> SafeString:
    """`{% alert tone="warn" %}<p>…</p>{% endalert %}`; `role="alert"` only when work is blocked."""
    icon = icon or ALERT_ICONS[tone]
    return _component("alert", content=content, tone=tone, icon=icon, role=role)


@register.simple_block_tag
def dialog(content: SafeString, key: str, title: str) -> SafeString:
    """A native dialog; open it by a button with `data-dialog="<key>"`."""
    return _component("dialog", content=content, key=key, title=title)


@register.simple_block_tag
def why(content: SafeString, question: str = "Pourquoi ce champ ?") -> SafeString:
    """Use, legal ground and readers of a field, folded away."""
    return _component("why", content=content, question=question)


ALERT_ICONS = {
    "bad": "exclamation-octagon-fill",
    "warn": "exclamation-triangle-fill",
    "info": "info-circle-fill",
    "ok": "check-circle-fill",
}


def _component(name: str, **arguments: object) -> SafeString:
    return render_to_string(f"components/{name}.html", arguments)
