"""The lists that the house keeps: topics of follow-ups, texts to start from."""

from itertools import groupby

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from coaching.forms.topics import PromptForm, TopicForm
from coaching.models import Prompt, Topic
from mirec.accounts.decorators import require
from mirec.accounts.enums import Permission
from mirec.core.pages import form_page

TITLE = "Listes et modèles"


@require(Permission.LIBRARY_MANAGE)
def library(request: HttpRequest) -> HttpResponse:
    groups = groupby(Topic.objects.all(), key=lambda topic: topic.get_kind_display())
    context = {
        "topics": [(kind, list(rows)) for kind, rows in groups],
        "prompts": Prompt.objects.all(),
    }
    return render(request, "coaching/library.html", context)


@require(Permission.LIBRARY_MANAGE)
def topic_create(request: HttpRequest) -> HttpResponse:
    return _topic_page(request, TopicForm(request.POST or None), "Nouveau sujet")


@require(Permission.LIBRARY_MANAGE)
def topic_edit(request: HttpRequest, pk: int) -> HttpResponse:
    topic = get_object_or_404(Topic, pk=pk)
    title = f"Sujet « {topic.label} »"
    return _topic_page(request, TopicForm(request.POST or None, instance=topic), title)


def _topic_page(request: HttpRequest, form: TopicForm, title: str) -> HttpResponse:
    if request.method == "POST" and form.try_save():
        messages.success(request, "La liste des sujets est à jour.")
        return redirect("coaching:library")
    return form_page(request, form, title, "Enregistrer", (TITLE, reverse("coaching:library")))


@require(Permission.LIBRARY_MANAGE)
def prompt_create(request: HttpRequest) -> HttpResponse:
    return _prompt_page(request, None, "Nouveau modèle")


@require(Permission.LIBRARY_MANAGE)
def prompt_edit(request: HttpRequest, pk: int) -> HttpResponse:
    prompt = get_object_or_404(Prompt, pk=pk)
    return _prompt_page(request, prompt, f"Modèle « {prompt.label} »")


def _prompt_page(request: HttpRequest, prompt: Prompt | None, title: str) -> HttpResponse:
    form = PromptForm(request.POST or None, instance=prompt, user=request.user)
    if request.method == "POST" and form.try_save():
        messages.success(request, "Le modèle est enregistré.")
        return redirect("coaching:library")
    back = (TITLE, reverse("coaching:library"))
    return form_page(
        request, form, title, "Enregistrer", back, template="coaching/prompt_form.html"
    )
