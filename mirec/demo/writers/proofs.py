"""Papers for the parcours of the year: most complete, some missing; and one inspection."""

from collections.abc import Iterator
from datetime import date
from hashlib import sha256
from itertools import islice
from random import Random

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from beneficiaries.enums import DocumentKind
from beneficiaries.models import Document
from beneficiaries.queries.proofs import ProvedFile
from beneficiaries.rules.proofs import Papers
from coaching.models import Journey
from coaching.queries.proofs import proofs_of
from mirec.core.periods import months_after
from mirec.demo.chance import days, rng_for
from mirec.demo.writers.market import BATCH
from mirec.demo.writers.staff import Staff
from reporting.queries.inspections import running
from reporting.services.inspections import draw_inspection, hold
from training.enums import AttendanceState
from training.models import Attendance
from training.services.closing import day_of

CHUNK = 500
SAMPLE = 10
PAPER = "files/demo/piece.pdf"
NOT_ASKED = "Le PDF n'a pas encore été demandé."
LACKING, EXPIRING = 0.12, 0.05
"""The share of papers that a file lacks, and of those that end about now."""
HAS_CV = 0.3
ABSENCE_DAYS = 60
VALID_MONTHS = {DocumentKind.RESIDENCE: 24, DocumentKind.IDENTITY: 120, DocumentKind.HANDICAP: 60}


def write_proofs(staff: Staff, seed: int, on: date) -> None:
    stored = stored_paper()
    of_the_year = running(on.replace(month=1, day=1), on)
    rows = of_the_year.select_related("beneficiary__coach").order_by("pk")
    journeys = rows.defer("beneficiary__niss", "beneficiary__niss_digest").iterator(CHUNK)
    while chunk := list(islice(journeys, CHUNK)):
        papers = papers_of(chunk, stored, seed, on)
        Document.objects.bulk_create(papers, batch_size=BATCH)
    write_inspection(staff, on)


def write_absence_proofs(on: date) -> None:
    """Every second absence that was excused of late has its paper."""
    rows = Attendance.objects.filter(
        state=AttendanceState.EXCUSED,
        session__starts_at__date__gte=on - days(ABSENCE_DAYS),
        session__starts_at__date__lt=on,
    ).select_related("session", "enrolment__beneficiary")
    absences = list(rows.order_by("session__starts_at", "pk"))[::2]
    stored = stored_paper()
    for absence in absences:
        day = day_of(absence.session)
        absence.proof = Document(
            beneficiary=absence.enrolment.beneficiary,
            kind=DocumentKind.OTHER,
            issued_on=day,
            checked_on=min(day + days(2), on),
            checked_by=absence.recorded_by,
            created_by=absence.recorded_by,
            **stored,
        )
    Document.objects.bulk_create([absence.proof for absence in absences], batch_size=BATCH)
    Attendance.objects.bulk_update(absences, ["proof"], batch_size=BATCH)


def stored_paper() -> dict[str, str | int]:
    """Every paper shares one small file: a demo shows that there is one, not what it says."""
    body = pdf()
    if not default_storage.exists(PAPER):
        default_storage.save(PAPER, ContentFile(body))
    return {
        "file": PAPER,
        "name": "piece.pdf",
        "media_type": "application/pdf",
        "size": len(body),
        "sha256": sha256(body).hexdigest(),
    }


def papers_of(journeys: list[Journey], stored: dict, seed: int, on: date) -> Iterator[Document]:
    asked = proofs_of(journeys, on)
    for journey in journeys:
        rng = rng_for(seed, "papers", journey.beneficiary.file_number)
        wanted = wanted_by(asked[journey.pk]) if journey.pk in asked else []
        for papers in wanted:
            if rng.random() >= LACKING:
                yield paper(journey, papers[0], stored, rng, on)
        if rng.random() < HAS_CV:
            yield paper(journey, DocumentKind.CV, stored, rng, on)


def wanted_by(proved: ProvedFile) -> list[Papers]:
    """The papers of what the assessment relies on, each once."""
    relied_on = (each for each in proved.criteria if each.is_relied_on)
    return list(dict.fromkeys(proof.wanted for each in relied_on for proof in each.proofs))


def paper(journey: Journey, kind: DocumentKind, stored: dict, rng: Random, on: date) -> Document:
    """Seen in the weeks before the agreement, or since the first interview of a candidate."""
    last = journey.agreed_on or on
    seen_on = max(journey.opened_on, last - days(rng.randint(0, 18)))
    issued_on = seen_on - days(rng.randint(1, 40))
    months = VALID_MONTHS.get(kind)
    valid_until = months_after(issued_on, months) if months else None
    if rng.random() < EXPIRING:
        valid_until = max(seen_on, on + days(rng.randint(-40, 40)))
    return Document(
        beneficiary=journey.beneficiary,
        kind=kind,
        is_sealed=kind.is_sealed,
        issued_on=issued_on,
        valid_until=valid_until,
        checked_on=seen_on,
        checked_by=journey.beneficiary.coach,
        created_by=journey.beneficiary.coach,
        **stored,
    )


def write_inspection(staff: Staff, on: date) -> None:
    """Drawn among the parcours of the year, not printed yet."""
    start = on.replace(month=1, day=1)
    if running(start, on).exists():
        drawn = draw_inspection(
            starts_on=start, ends_on=on, size=SAMPLE, seed=on.year, by=staff.managers[0], on=on
        )
        hold(drawn, NOT_ASKED)


def pdf() -> bytes:
    """A page that says what it is, written by hand: the smallest PDF that opens everywhere."""
    text = b"BT /F1 18 Tf 60 760 Td (Document de demonstration) Tj ET"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
        b"/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(text), text),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    body, offsets = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    start = len(body)
    size = len(objects) + 1
    return (
        body
        + b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table)
        + b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (size, start)
    )
