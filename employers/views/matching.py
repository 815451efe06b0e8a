"""Matching, both ways: persons beside a vacancy, open vacancies beside a person."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from employers import queries
from employers.enums import VacancyStatus
from employers.forms.matching import NarrowForm
from employers.models import Vacancy
from mirec.accounts.decorators import require
from mirec.accounts.enums import Permission
from mirec.core.periods import today

PER_PAGE = 25


def persons_beside(request: HttpRequest, pk: int) -> HttpResponse:
    vacancy = _vacancy(request, pk)
    if vacancy.status != VacancyStatus.OPEN:
        messages.info(request, "Cette offre est clôturée : elle n'attend plus personne.")
        return redirect(vacancy)
    on = today()
    form = NarrowForm(request.GET, seekers=True, placeholder="Nom de la personne")
    ranking = queries.persons_for(vacancy, request.user, form.narrowed, on)
    page, pages = _page(request, ranking)
    people = queries.persons_in(request.user, [placed.person for placed in page], on)
    rows = queries.laid_beside(
        page, people, {vacancy.pk: vacancy}, on=on, first_rank=page.start_index()
    )
    context = {
        "vacancy": vacancy,
        "needs": queries.requirements_by_need(vacancy),
        "proposals": queries.proposals_of(vacancy, request.user),
    }
    return _answer(request, "persons", form, (page, pages), rows, context)


@require_safe
@require(Permission.PROPOSAL_WRITE)
def export(request: HttpRequest, pk: int) -> StreamingHttpResponse:
    """The reasons of the whole list, as it is narrowed: the order can be made again from them."""
    vacancy, on = _vacancy(request, pk), today()
    form = NarrowForm(request.GET, seekers=True, placeholder="")
    ranking = queries.persons_for(vacancy, request.user, form.narrowed, on)
    lines = queries.exported(ranking, vacancy, request.user, on)
    answer = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="appariement-offre-{vacancy.pk}.csv"'
    return answer


def _vacancy(request: HttpRequest, pk: int) -> Vacancy:
    visible = queries.with_requirements(queries.vacancies_listed(request.user))
    related = ("contact", "site__locality", "occupation")
    return get_object_or_404(visible.select_related(*related), pk=pk)


def vacancies_beside(request: HttpRequest, pk: int) -> HttpResponse:
    on, user = today(), request.user
    person = queries.persons_in(user, [pk], on).get(pk)
    if person is None:
        raise Http404
    form = NarrowForm(request.GET, seekers=False, placeholder="Intitulé ou employeur")
    page, pages = _page(request, queries.vacancies_for(person, user, form.narrowed, on))
    vacancies = queries.vacancies_in(user, [placed.vacancy for placed in page])
    rows = queries.laid_beside(
        page, {person.pk: person}, vacancies, on=on, first_rank=page.start_index()
    )
    skills = person.skills.select_related("skill")
    return _answer(
        request, "vacancies", form, (page, pages), rows, {"person": person, "skills": skills}
    )


def _page(request: HttpRequest, ranking: Any) -> tuple[Page, Iterable]:
    pages = Paginator(ranking, PER_PAGE)
    page = pages.get_page(request.GET.get("page"))
    return page, pages.get_elided_page_range(page.number, on_each_side=1, on_ends=1)


def _answer(
    request: HttpRequest,
    kind: str,
    form: NarrowForm,
    paging: tuple[Page, Iterable],
    rows: list,
    context: dict[str, Any],
) -> HttpResponse:
    page, pages = paging
    context |= {"form": form, "page": page, "pages": pages, "rows": rows, "on": today()}
    context["verbs"] = request.user.verbs
    return render(request, f"employers/proposal_{kind}.html", context)
