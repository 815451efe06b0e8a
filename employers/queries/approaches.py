"""The log of an employer: the latest contact first, so many to a page."""

from dataclasses import dataclass

from django.core.paginator import Page, Paginator

from employers.models import Approach, Employer
from mirec.accounts.models import User

PER_PAGE = 10


@dataclass(frozen=True)
class Log:
    """A page of contacts; `pages` are its numbers and « … »."""

    page: Page
    pages: list[int | str]

    @property
    def count(self) -> int:
        return self.page.paginator.count


def log_of(employer: Employer, user: User, page_number: object) -> Log:
    rows = (
        Approach.objects.visible_to(user)
        .filter(employer=employer)
        .select_related("contact", "created_by", "next_step_done_by")
    )
    pages = Paginator(rows, PER_PAGE)
    page = pages.get_page(page_number)
    return Log(page, list(pages.get_elided_page_range(page.number, on_each_side=1, on_ends=1)))
