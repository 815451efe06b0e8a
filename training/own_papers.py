"""Statements of allowances and attestations, among the papers of the person's own space."""

from collections.abc import Iterator

from django.urls import reverse

from beneficiaries.models import Beneficiary
from beneficiaries.own_papers import GivenPaper
from mirec.core.wording import of_month
from training.models import Payment
from training.queries.learning import papers_due


def statements(beneficiary: Beneficiary) -> Iterator[GivenPaper]:
    rows = Payment.objects.validated().filter(enrolment__beneficiary=beneficiary)
    for row in rows.select_related("run").defer("run__file", "iban", "content"):
        yield GivenPaper(
            label=f"Relevé d'indemnités {of_month(row.run.month_on)}",
            url=reverse("training:statement", args=[row.pk]),
            on=row.run.validated_on,
        )


def attestations(beneficiary: Beneficiary) -> Iterator[GivenPaper]:
    rows = papers_due().filter(beneficiary=beneficiary).select_related("cohort__programme")
    for row in rows:
        yield GivenPaper(
            label=f"{row.get_result_display()} : {row.cohort.programme}",
            url=reverse("training:attestation", args=[row.pk]),
            on=row.result_on,
        )
