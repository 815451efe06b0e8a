"""What persons who look for work told of the job they can take; of one in three, nothing yet."""

from datetime import date
from decimal import Decimal
from random import Random

from django.db.models import F

from beneficiaries.models import Beneficiary
from coaching.models import Journey
from employers.enums import TimeSlot, Transport
from employers.models import WorkWish
from mirec.demo.chance import pick, rng_for
from mirec.demo.writers.market import BATCH

TOLD_SHARE = 0.67
SLOTS = {
    (TimeSlot.DAYS,): 5,
    (TimeSlot.DAYS, TimeSlot.EARLY): 4,
    (TimeSlot.DAYS, TimeSlot.WEEKENDS): 3,
    (TimeSlot.DAYS, TimeSlot.EARLY, TimeSlot.EVENINGS, TimeSlot.SHIFTS): 2,
    (): 1,
}
HOURS = {(19, 38): 5, (30, 38): 4, (19, 24): 2, (None, None): 2}
REFUSES = {
    "": 8,
    "L'intérim à la journée": 1,
    "Le travail en hauteur": 1,
    "Les horaires coupés": 1,
    "Le porte-à-porte": 1,
}
BIG_TOWN = "Charleroi"


def write_wishes(seed: int, on: date) -> int:
    """For the persons of the parcours that run; how many told their wishes."""
    people = (
        Beneficiary.objects.filter(pk__in=Journey.objects.open().values("beneficiary"))
        .annotate(home=F("locality__commune"))
        .only("file_number", "has_vehicle", "coach")
        .order_by("pk")
    )
    rows = [
        _wish(rng, person)
        for person in people
        for rng in [rng_for(seed, "wish", person.file_number)]
        if rng.random() < TOLD_SHARE
    ]
    WorkWish.objects.bulk_create(rows, batch_size=BATCH)
    return len(rows)


def _wish(rng: Random, person: Beneficiary) -> WorkWish:
    low, high = pick(rng, HOURS)
    first = Transport.CAR if person.has_vehicle else Transport.TRANSIT
    near = {person.home, BIG_TOWN} - {None} if rng.random() < 0.5 else set()
    return WorkWish(
        beneficiary=person,
        slots=[slot.value for slot in pick(rng, SLOTS)],
        transports=[first.value, *([Transport.BIKE.value] if rng.random() < 0.2 else [])],
        communes=sorted(near),
        hours_from=low and Decimal(low),
        hours_to=high and Decimal(high),
        refuses=pick(rng, REFUSES),
        created_by_id=person.coach_id,
    )
