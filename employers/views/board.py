"""The proposals as a board: a column for each stage, and the board again after each move."""

from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from employers.enums import ProposalStage
from employers.filters import BoardFilter
from employers.models import Proposal, Vacancy
from employers.queries.board import RECENT_DAYS, STEP, Column, columns_of, on_board
from mirec.accounts.decorators import require
from mirec.accounts.enums import Permission
from mirec.core.keys import key_from
from mirec.core.periods import today

MORE = "vus-{}"
"""The word of the address that says how many cards a column shows."""


@require_safe
@require(Permission.EMPLOYER_READ)
def board(request: HttpRequest) -> HttpResponse:
    """`?offre=` keeps to one vacancy; `?colonne=` is the one that a telephone shows."""
    return render(request, "employers/board.html", page_of(request, request.GET))


def page_of(
    request: HttpRequest, query: QueryDict, moved: Proposal | None = None
) -> dict[str, Any]:
    """What the board shows at the address `query`; `moved` is shown and focused in any case."""
    user, on = request.user, today()
    rows = on_board(user, on)
    vacancy = _vacancy(request, query)
    chosen = BoardFilter(query, queryset=rows, user=user, vacancy=vacancy)
    shown = {stage: key_from(query.get(MORE.format(stage))) or STEP for stage in ProposalStage}
    columns = columns_of(chosen.qs, on=on, shown=shown, keep=moved.pk if moved else None)
    current = moved.stage if moved else query.get("colonne", "")
    return {
        "filter": chosen,
        "vacancy": vacancy,
        "columns": [replace(column, more=_more(query, column)) for column in columns],
        "current": current if current in ProposalStage.values else ProposalStage.PROPOSED,
        "count": sum(column.count for column in columns),
        "moved": moved,
        "sentence": "",
        "is_refusal": False,
        "address": f"{reverse('employers:proposal-board')}?{query.urlencode()}",
        "can_move": user.has_verb(Permission.PROPOSAL_WRITE),
        "can_profile": user.has_verb(Permission.PROFILE_READ),
        "can_hire": user.has_verb(Permission.PLACEMENT_WRITE),
        "recent_days": RECENT_DAYS,
        "on": on,
    }


def _vacancy(request: HttpRequest, query: QueryDict) -> Vacancy | None:
    key = key_from(query.get("offre"))
    visible = Vacancy.objects.visible_to(request.user).select_related("employer")
    return get_object_or_404(visible, pk=key) if key else None


def _more(query: QueryDict, column: Column) -> str:
    wanted = query.copy()
    wanted[MORE.format(column.stage)] = str(column.shown + STEP)
    wanted["colonne"] = column.stage
    return f"?{wanted.urlencode()}"
