"""What does each column of the board show? One query for all the cards, with their counts."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import (
    Case,
    Count,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
    Window,
)
from django.db.models.functions import RowNumber

from beneficiaries.models import Beneficiary
from employers.enums import ProposalStage
from employers.models import ProfileSending, Proposal
from employers.queries.lists import proposals_listed, waiting_stages
from employers.rules.stages import is_late, next_act
from mirec.accounts.models import User

STEP = 20
"""Cards that a column shows at first, and how many more at each « encore »."""
MOST = 200
RECENT_DAYS = 30
"""How long a proposal that ended stays on the board."""


@dataclass(frozen=True)
class Card:
    proposal: Proposal
    is_late: bool
    act: str

    @property
    def key(self) -> str:
        return f"carte-{self.proposal.pk}"


@dataclass(frozen=True)
class Column:
    stage: ProposalStage
    cards: list[Card]
    count: int
    shown: int
    more: str = ""
    """The address at which the column shows its next cards."""

    @property
    def rest(self) -> int:
        """How many cards the column does not show."""
        return self.count - len(self.cards)

    @property
    def is_full(self) -> bool:
        """As many as one page can bear: the filters find the others."""
        return self.shown >= MOST

    @property
    def late_count(self) -> int:
        return sum(card.is_late for card in self.cards)


def on_board(user: User, on: date) -> QuerySet[Proposal]:
    """Those on their way, and those that ended lately."""
    files = Beneficiary.objects.visible_to(user)
    sendings = ProfileSending.objects.filter(proposal=OuterRef("pk"))
    recent = Q(stage_on__gt=on - timedelta(days=RECENT_DAYS))
    return (
        proposals_listed(user)
        .filter(Q(stage__in=waiting_stages()) | recent)
        .annotate(
            is_mine=Case(When(beneficiary__in=files.values("pk"), then=True), default=False),
            contract=F("placement"),
            last_sending=Subquery(sendings.values("pk")[:1]),
        )
    )


def columns_of(
    proposals: QuerySet[Proposal],
    *,
    on: date,
    shown: Mapping[str, int] | None = None,
    keep: int | None = None,
) -> list[Column]:
    """Every stage in its order. Those on their way wait longest first, the others end last first.

    `shown`: how many cards a column shows, where it is more than `STEP`; `keep` is the key of a
    card shown in any case.
    """
    limits = {stage: min((shown or {}).get(stage, STEP), MOST) for stage in ProposalStage}
    rows = _first_of_each(proposals, limits, keep)
    return [_column(stage, rows, limits[stage], on) for stage in ProposalStage]


def _first_of_each(
    proposals: QuerySet[Proposal], limits: Mapping[ProposalStage, int], keep: int | None
) -> list[Proposal]:
    waited_on = Case(When(is_waiting=True, then=F("stage_on")), default=None)
    kept_first = Case(When(pk=keep or 0, then=Value(0)), default=Value(1))
    order = [kept_first, waited_on.asc(), F("stage_on").desc(), F("pk").asc()]
    limit = Case(*(When(stage=stage, then=Value(count)) for stage, count in limits.items()))
    placed = proposals.annotate(
        limit=limit,
        place=Window(RowNumber(), partition_by="stage", order_by=order),
        stage_count=Window(Count("pk"), partition_by="stage"),
    )
    return list(placed.filter(place__lte=F("limit")).order_by("stage_on", "pk"))


def _column(stage: ProposalStage, rows: Iterable[Proposal], shown: int, on: date) -> Column:
    mine = [row for row in rows if row.stage == stage]
    if not stage.is_open:
        mine.reverse()
    cards = [Card(row, is_late(stage, row.stage_on, on), next_act(stage)) for row in mine]
    return Column(stage, cards, mine[0].stage_count if mine else 0, shown)
