from employers.queries.aids import vacancy_aids
from employers.queries.approaches import log_of
from employers.queries.home import beside_the_queue
from employers.queries.lists import (
    NEW_DAYS,
    SHOWN,
    call_of,
    employers_listed,
    placements_listed,
    profiles,
    proposals_listed,
    proposals_of,
    received_lately,
    requirements_by_need,
    stale,
    unanswered,
    vacancies_listed,
    vacancies_of,
    with_requirements,
    without_proposal,
)
from employers.queries.matching import (
    Narrowed,
    persons_for,
    persons_in,
    vacancies_for,
    vacancies_in,
)
from employers.queries.matching_export import exported
from employers.queries.reasons import laid_beside, wish_of

__all__ = [
    "NEW_DAYS",
    "SHOWN",
    "Narrowed",
    "beside_the_queue",
    "call_of",
    "employers_listed",
    "exported",
    "laid_beside",
    "log_of",
    "persons_for",
    "persons_in",
    "placements_listed",
    "profiles",
    "proposals_listed",
    "proposals_of",
    "received_lately",
    "requirements_by_need",
    "stale",
    "unanswered",
    "vacancies_for",
    "vacancies_in",
    "vacancies_listed",
    "vacancies_of",
    "vacancy_aids",
    "with_requirements",
    "wish_of",
    "without_proposal",
]
