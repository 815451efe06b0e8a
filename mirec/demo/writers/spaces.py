"""The persons' own space: an account and a private calendar address for a few of them."""

from datetime import date

from beneficiaries.models import Beneficiary
from mirec.accounts.enums import Role
from mirec.accounts.models import User
from mirec.demo.accounts import email_of
from mirec.demo.writers.staff import Staff
from training.enums import EnrolmentStatus
from training.models import CalendarFeed, Cohort, Enrolment

COUNT = 6


def write_spaces(staff: Staff, on: date) -> int:
    """For the first persons of the cohorts that run; how many."""
    enrolled = (
        Enrolment.objects.filter(
            status=EnrolmentStatus.ENROLLED, cohort__in=Cohort.objects.running(on)
        )
        .select_related("beneficiary")
        .order_by("pk")
    )
    people = _without_namesakes([each.beneficiary for each in enrolled])[:COUNT]
    users = User.objects.bulk_create(
        User(
            email=email_of(person.first_name, person.last_name),
            first_name=person.first_name,
            last_name=person.last_name,
            roles=[Role.BENEFICIARY.value],
            password=staff.password,
        )
        for person in people
    )
    for person, user in zip(people, users, strict=True):
        person.user = user
    Beneficiary.objects.bulk_update(people, ["user"])
    CalendarFeed.objects.bulk_create(CalendarFeed(beneficiary=person) for person in people[::2])
    return len(people)


def _without_namesakes(people: list[Beneficiary]) -> list[Beneficiary]:
    """An e-mail address belongs to one account, the staff's included."""
    taken = set(User.objects.values_list("email", flat=True))
    chosen = []
    for person in people:
        email = email_of(person.first_name, person.last_name)
        if email not in taken:
            taken.add(email)
            chosen.append(person)
    return chosen
