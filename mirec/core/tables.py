"""The base of every list: its caption, its noun, its empty state, fifty rows a page."""

from functools import cache

import django_tables2 as tables
from django.http import HttpRequest
from django.template import Context, Template
from django.utils.safestring import SafeString

from mirec.core.wording import plural

PER_PAGE = 50


class ListTable(tables.Table):
    """A subclass says `noun` ("personne"), `caption`, and the words of its empty state.

    `row_header` names the column whose cells head their row; `numeric` columns align right by
    `attrs={"td": {"class": "r num"}, "th": {"class": "r"}}` (see `NUMERIC`).
    """

    caption = ""
    noun = "ligne"
    nouns = ""
    row_header = ""
    empty_title = "Rien ne correspond à ces filtres."
    empty_hint = "Élargissez ou effacez les filtres pour voir plus de lignes."

    @property
    def count_sentence(self) -> str:
        total = self.paginator.count if getattr(self, "paginator", None) else len(self.rows)
        return plural(total, self.noun, self.nouns)

    @property
    def pages(self) -> list[int | str]:
        """Page numbers around the current one, « … » where some are left out."""
        paginator, page = self.paginator, self.page
        return list(paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1))


@cache
def compiled(code: str) -> Template:
    return Template(code)


class CellColumn(tables.TemplateColumn):
    """A cell in a few words of template, compiled once: the library compiles it for each cell."""

    def render(self, record, table, value, bound_column, **kwargs) -> SafeString:
        cell = self.get_context_data(
            record=record, table=table, value=value, bound_column=bound_column, **kwargs
        )
        return compiled(self.template_code).render(Context(cell))


NUMERIC = {"td": {"class": "r num"}, "th": {"class": "r"}}


def paged(request: HttpRequest, table: ListTable, per_page: int = PER_PAGE) -> ListTable:
    """The table in the order and at the page that the address asks for."""
    tables.RequestConfig(request, paginate={"per_page": per_page}).configure(table)
    return table
