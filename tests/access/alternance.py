"""The rows of the practice in a company, for the person `beneficiary`."""

from types import SimpleNamespace

from django.utils import timezone

from coaching.services.tutor_reviews import PURPOSE
from mirec.core.links import issue_link
from tests.access.addresses import Address, of_the_person, row
from tests.factories import (
    AlternancePaperFactory,
    EnrolmentFactory,
    InternshipFactory,
    InternshipVisitFactory,
    TutorReviewFactory,
)

enrolment = of_the_person(EnrolmentFactory)


def of_stay(factory, path: str):
    """A builder of a row whose enrolment is the person's."""

    def build(cast: SimpleNamespace) -> Address:
        return row(factory(**{f"{path}__beneficiary": cast.beneficiary}))

    return build


stay = of_stay(InternshipFactory, "enrolment")
contract = of_stay(AlternancePaperFactory, "enrolment")
visit = of_stay(InternshipVisitFactory, "internship__enrolment")


def tutor_link(cast: SimpleNamespace) -> Address:
    review = TutorReviewFactory(internship__enrolment__beneficiary=cast.beneficiary)
    token = issue_link(purpose=PURPOSE, target=review.pk, at=timezone.now(), days=2, by=None)
    return Address((token,))
