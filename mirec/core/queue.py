"""A line that waits for an answer: its buttons, and what comes back once one is pressed.

With htmx the line answers in place; without script, the page `home` says the same in a message.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render


@dataclass(frozen=True)
class Answer:
    """A button. A `post` answers in place; the others open a page. `name` and `value` go along."""

    label: str
    url: str
    post: bool = False
    quiet: bool = False
    name: str = ""
    value: str = ""


def answered(request: HttpRequest, key: str, sentence: str, undo: str, home: str) -> HttpResponse:
    """The line goes; a toast says so, and takes it back at the address `undo`."""
    if request.htmx:
        context = {"key": key, "sentence": sentence, "undo": undo}
        return render(request, "components/queue/answered.html", context)
    messages.success(request, sentence, extra_tags=undo)
    return redirect(home)


def restored(request: HttpRequest, line: Callable[[], object | None], home: str) -> HttpResponse:
    """After an undo the line stands where it stood; `line()` is None when it waits no more."""
    sentence = "C'est annulé : la ligne est de nouveau à répondre."
    if request.htmx:
        context = {"line": line(), "sentence": sentence}
        return render(request, "components/queue/restored.html", context)
    messages.success(request, sentence)
    return redirect(home)


def refused(
    request: HttpRequest, key: str, line: Callable[[], object | None], sentence: str, home: str
) -> HttpResponse:
    """An answer that is no longer possible: the line as it stands now, with the reason."""
    if request.htmx:
        context = {"line": line(), "key": key, "sentence": sentence}
        return render(request, "components/queue/refused.html", context)
    messages.error(request, sentence)
    return redirect(home)
