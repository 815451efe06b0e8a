"""Two files that look like one person's, so that there is a double to find."""

from beneficiaries.models import Beneficiary
from mirec.demo.writers.staff import Staff

SEARCHED = 200


def write_twins(staff: Staff) -> None:
    """Two of the first coach's persons who share a first name also share a phone."""
    seen: dict[str, Beneficiary] = {}
    for person in staff.coaches[0].caseload.exclude(phone="").order_by("pk")[:SEARCHED]:
        twin = seen.setdefault(person.first_name, person)
        if twin != person:
            Beneficiary.objects.filter(pk=person.pk).update(phone=twin.phone)
            return
