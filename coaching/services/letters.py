"""The letters that a decision calls for: prepared with it, read by somebody, sent or put aside."""

from collections.abc import Iterable, Iterator
from datetime import date

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction

from beneficiaries.enums import IntakeSource
from coaching.enums import LetterKind
from coaching.models import Journey, Letter
from coaching.rules.letters import KIND_OF, Facts, addressees_of, text_of

GONE = "Ce courrier est déjà envoyé ou écarté."
BATCH = 500


def prepare_letters(journeys: Iterable[Journey], *, on: date, by=None) -> int:
    """Prepare what each decision calls for, once: a second time changes nothing. How many rows.

    Reads `beneficiary`, its `coach`, `regime` and `oriented_to` of each parcours.
    """
    letters = [letter for journey in journeys for letter in letters_of(journey, on, by)]
    Letter.objects.bulk_create(letters, batch_size=BATCH, ignore_conflicts=True)
    return len(letters)


def kind_of(journey: Journey) -> LetterKind | None:
    """None for an end that is not told by letter, and for a candidate without a decision."""
    if journey.agreed_on:
        return LetterKind.TAKEN
    return KIND_OF.get(journey.exit_reason)


def letters_of(journey: Journey, on: date, by) -> Iterator[Letter]:
    """The rows that the decision of a parcours calls for, not yet kept."""
    kind = kind_of(journey)
    if kind is None:
        return
    person = journey.beneficiary
    for addressee in addressees_of(kind, by_forem=person.source == IntakeSource.FOREM):
        said = text_of(kind, addressee, facts_of(journey))
        yield Letter(
            beneficiary=person,
            journey=journey,
            kind=kind,
            addressee=addressee,
            subject=said.subject,
            text=said.text,
            prepared_on=on,
            created_by=by,
        )


def facts_of(journey: Journey) -> Facts:
    person, regime = journey.beneficiary, journey.regime
    return Facts(
        person=person.full_name,
        file_number=person.file_number,
        born_on=person.born_on,
        house=settings.HOUSE_LEGAL_NAME,
        coach=str(person.coach or ""),
        opened_on=journey.opened_on,
        decided_on=journey.agreed_on or journey.closed_on,
        intake_due_on=journey.intake_due_on,
        intake_article=regime.intake_article,
        reason=journey.exit_note,
        partner=str(journey.oriented_to or ""),
        due_on=journey.due_on,
        agreement_article=regime.agreement_article,
    )


def _waiting(letter: Letter) -> Letter:
    """The row, locked; raises ValidationError when it has left or was put aside."""
    row = Letter.objects.to_send().select_for_update().filter(pk=letter.pk).first()
    if row is None:
        raise ValidationError(GONE)
    return row


@transaction.atomic
def rewrite_letter(*, letter: Letter, subject: str, text: str) -> Letter:
    letter = _waiting(letter)
    letter.subject, letter.text = subject, text
    letter.save(update_fields=["subject", "text"])
    return letter


@transaction.atomic
def send_letter(*, letter: Letter, by, on: date) -> Letter:
    """Note that somebody sent it; the text does not change any more."""
    letter = _waiting(letter)
    letter.sent_on, letter.sent_by = on, by
    letter.save(update_fields=["sent_on", "sent_by"])
    return letter


@transaction.atomic
def discard_letter(*, letter: Letter, on: date) -> Letter:
    """Put aside a letter that will not be sent; it stays to be read."""
    letter = _waiting(letter)
    letter.discarded_on = on
    letter.save(update_fields=["discarded_on"])
    return letter
