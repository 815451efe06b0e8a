"""Where employers work, what was said to them and promised, and vacancies told in full."""

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from random import Random

from employers.enums import ApproachKind, InsertionProcess, PayUnit, TimeSlot
from employers.models import Approach, Contact, Site, Vacancy
from employers.rules.prospecting import confirm_due
from mirec.demo import prospecting_texts as said
from mirec.demo.chance import days, pick, rng_for, weekday
from mirec.demo.identities import unit_number
from mirec.demo.writers.market import BATCH, Market

KINDS = {
    ApproachKind.CALL: 6,
    ApproachKind.VISIT: 2,
    ApproachKind.EMAIL: 2,
    ApproachKind.EVENT: 1,
}
DUE = (-6, 0, 3, None, 9, -1, None, 21, 0, None)
"""In how many days the last promise to an employer falls; None when nothing was promised."""
QUIET_ONE_IN = 3
CONFIRM_DAYS = 30
PROCESSES = {
    InsertionProcess.DIRECT: 4,
    InsertionProcess.IMMERSION: 3,
    InsertionProcess.PFI: 3,
    InsertionProcess.ALTERNANCE: 1,
}
SLOTS = (
    [TimeSlot.DAYS], [TimeSlot.EARLY], [TimeSlot.DAYS], [TimeSlot.SHIFTS, TimeSlot.WEEKENDS],
    [TimeSlot.EVENINGS], [TimeSlot.DAYS, TimeSlot.WEEKENDS], [TimeSlot.EARLY, TimeSlot.DAYS],
)  # fmt: skip
TOLD = (
    "contact", "site", "schedule", "slots", "pay_from_eur", "pay_to_eur", "pay_unit",
    "access_without_car", "needs_licence", "process", "confirmed_on", "confirm_due_on",
)  # fmt: skip


def write_prospecting(market: Market) -> None:
    sites = _write_sites(market)
    contacts: dict[int, list[Contact]] = {}
    for contact in Contact.objects.order_by("pk"):
        contacts.setdefault(contact.employer_id, []).append(contact)
    Approach.objects.bulk_create(_approaches(market, contacts), batch_size=BATCH)
    vacancies = list(Vacancy.objects.open().order_by("pk"))
    for index, vacancy in enumerate(vacancies):
        rng = rng_for(market.seed, "told", index)
        _confirm(rng, vacancy, market)
        if index % 4:
            _tell(rng, vacancy, sites.get(vacancy.employer_id), contacts[vacancy.employer_id])
    Vacancy.objects.bulk_update(vacancies, TOLD, batch_size=BATCH)


def _write_sites(market: Market) -> dict[int, Site]:
    """Two employers in three have a site or two; the first of each, by employer."""
    sites = [
        _site(market, index, turn)
        for index in range(len(market.plans))
        for turn in range((1, 2, 0)[index % 3])
    ]
    Site.objects.bulk_create(sites, batch_size=BATCH)
    found: dict[int, Site] = {}
    for site in sites:
        found.setdefault(site.employer_id, site)
    return found


def _site(market: Market, index: int, turn: int) -> Site:
    plan = market.plans[index]
    rng = rng_for(market.seed, "site", index, turn)
    name = said.SITE_NAMES[(index + turn) % len(said.SITE_NAMES)]
    return Site(
        employer=market.employers[index],
        name=f"{name} de {plan.home[1]}" if turn else name,
        unit_number=unit_number(2 * index + turn),
        street=plan.street,
        locality_id=market.reference.localities[plan.home],
        access_without_car=rng.choice(said.ACCESS),
        created_by_id=market.prospector_of(index),
    )


def _approaches(market: Market, contacts: dict[int, list[Contact]]) -> Iterator[Approach]:
    """One to four words with each employer; one in three is left alone for months."""
    for index, employer in enumerate(market.employers):
        rng = rng_for(market.seed, "approach", index)
        turn_of_prospector = index // len(market.staff.prospectors)
        earliest = 95 if turn_of_prospector % QUIET_ONE_IN == 0 else 4
        past = sorted((rng.randint(earliest, 260) for _ in range(rng.randint(1, 4))), reverse=True)
        for turn, age in enumerate(past):
            kind = pick(rng, KINDS)
            approach = Approach(
                employer=employer,
                contact=rng.choice(contacts[employer.pk]),
                kind=kind,
                happened_on=weekday(market.on - days(age), market.on),
                text=rng.choice(said.SAID[kind]),
                created_by_id=market.prospector_of(index),
            )
            if turn < len(past) - 1:
                _kept(rng, approach, market)
            elif earliest == 4:
                _promise(rng, approach, market)
            yield approach


def _kept(rng: Random, approach: Approach, market: Market) -> None:
    if rng.random() < 0.5:
        approach.next_step = rng.choice(said.PROMISES)
        approach.next_step_on = min(approach.happened_on + days(rng.randint(1, 6)), market.on)
        approach.next_step_done_on = approach.next_step_on
        approach.next_step_done_by_id = approach.created_by_id


def _promise(rng: Random, approach: Approach, market: Market) -> None:
    due = rng.choice(DUE)
    if due is not None:
        approach.next_step = rng.choice(said.PROMISES)
        approach.next_step_on = max(approach.happened_on, market.on + timedelta(days=due))


def _confirm(rng: Random, vacancy: Vacancy, market: Market) -> None:
    """The young ones stand as received; of the older ones, some wait to be confirmed."""
    vacancy.confirmed_on = vacancy.received_on
    if (market.on - vacancy.received_on).days > CONFIRM_DAYS and rng.random() < 0.6:
        vacancy.confirmed_on = market.on - days(rng.randint(1, CONFIRM_DAYS - 2))
    vacancy.confirm_due_on = confirm_due(vacancy.confirmed_on, CONFIRM_DAYS)


def _tell(rng: Random, vacancy: Vacancy, site: Site | None, contacts: list[Contact]) -> None:
    vacancy.contact = rng.choice(contacts)
    vacancy.site = site
    vacancy.schedule = rng.choice(said.SCHEDULES)
    vacancy.slots = [slot.value for slot in rng.choice(SLOTS)]
    low = Decimal(rng.randrange(1350, 1750, 5)) / 100
    vacancy.pay_from_eur, vacancy.pay_unit = low, PayUnit.HOUR
    vacancy.pay_to_eur = low + Decimal(rng.choice((0, 50, 100, 150))) / 100
    vacancy.access_without_car = site.access_without_car if site else rng.choice(said.ACCESS)
    vacancy.needs_licence = rng.random() < 0.15
    vacancy.process = pick(rng, PROCESSES)
