"""The intake ends by a decision or by the law; what is told in writing is prepared with it."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from beneficiaries.enums import IntakeSource
from coaching.enums import Addressee, ExitReason, FirstInterview, LetterKind
from coaching.models import Letter
from coaching.rules.letters import Facts, text_of
from coaching.services.journeys import (
    close_journey,
    open_journey,
    refuse_late_candidates,
    sign_agreement,
)
from coaching.services.letters import send_letter
from coaching.tasks import refuse_late_candidates as nightly
from mirec.core.periods import today
from tests.coaching.test_journey_services import eligible, opened
from tests.factories import JourneyFactory, LetterFactory, PartnerFactory

FACTS = Facts(
    person="Samira Benali",
    file_number="2024-0001",
    house="Mission régionale",
    coach="Nadia Ferrero",
    opened_on=date(2024, 2, 10),
    decided_on=date(2024, 3, 1),
    intake_due_on=date(2024, 4, 10),
    intake_article="Décret du 13.12.2023, art. 6, § 1er",
    reason="un suivi en français langue étrangère vous sera plus utile.",
    partner="CPAS de Charleroi",
    due_on=date(2026, 3, 1),
    agreement_article="Décret du 13.12.2023, art. 6, § 2",
)
PLAIN = str.maketrans({"\u00a0": " "})


def prepared() -> set[tuple[str, str]]:
    return set(Letter.objects.values_list("kind", "addressee"))


@pytest.mark.parametrize("kind", LetterKind)
@pytest.mark.parametrize("addressee", Addressee)
def test_each_letter_says_who_when_and_by_which_text(kind, addressee):
    said = text_of(kind, addressee, FACTS).text.translate(PLAIN)
    who = "Samira Benali" if addressee == Addressee.FOREM else "Madame, Monsieur"
    assert who in said
    assert "du 13.12.2023, art." in said or "du 12.11.2021, art. 21, al. 1er, 7°" in said
    assert said.endswith("Nadia Ferrero\nMission régionale")


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        pytest.param(LetterKind.REFUSED, "français langue étrangère", id="the reasons"),
        pytest.param(LetterKind.ORIENTED, "CPAS de Charleroi", id="the partner"),
        pytest.param(LetterKind.REFUSED_AUTOMATICALLY, "10 avril 2024", id="the limit"),
        pytest.param(LetterKind.TAKEN, "1er mars 2026", id="the end of the agreement"),
    ],
)
def test_the_person_hears(kind, words):
    assert words in text_of(kind, Addressee.PERSON, FACTS).text.translate(PLAIN)


def test_forem_does_not_read_the_reasons_given_to_the_person():
    for kind in LetterKind:
        assert "français langue" not in text_of(kind, Addressee.FOREM, FACTS).text


def test_a_text_of_before_2024_cites_no_article():
    old = Facts(
        person="X", file_number="1", house="M", coach="",
        opened_on=date(2020, 1, 1), decided_on=date(2020, 2, 1),
    )  # fmt: skip
    for kind in LetterKind:
        said = text_of(kind, Addressee.PERSON, old).text
        assert "()" not in said
        assert "None" not in said


@pytest.mark.parametrize(
    ("source", "addressees"),
    [
        pytest.param(IntakeSource.FOREM, {"person", "forem"}, id="addressed by Forem"),
        pytest.param(IntakeSource.CPAS, {"person"}, id="addressed by the CPAS"),
    ],
)
@pytest.mark.parametrize("reason", [ExitReason.REFUSED, ExitReason.ORIENTED])
def test_a_decision_prepares_its_letters(beneficiary, coach, source, addressees, reason):
    beneficiary.source = source
    beneficiary.save()
    close_journey(
        journey=opened(beneficiary, coach),
        closed_on=date(2024, 3, 1),
        exit_reason=reason,
        exit_note="Le permis manque pour ce projet.",
        oriented_to=PartnerFactory(),
        by=coach,
    )
    assert prepared() == {(reason.value, addressee) for addressee in addressees}
    letter = Letter.objects.get(addressee=Addressee.PERSON)
    assert (letter.prepared_on, letter.created_by) == (date(2024, 3, 1), coach)


def test_other_ends_are_not_told_by_letter(beneficiary, coach):
    close_journey(
        journey=opened(beneficiary, coach),
        closed_on=date(2024, 3, 1),
        exit_reason=ExitReason.GAVE_UP,
        by=coach,
    )
    assert prepared() == set()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        pytest.param({"exit_note": "  "}, "exit_note", id="without reasons"),
        pytest.param({"oriented_to": None}, "oriented_to", id="without a partner"),
    ],
)
def test_an_orientation_has_a_partner_and_reasons(beneficiary, coach, changes, field):
    said = {"exit_note": "Français d'abord.", "oriented_to": PartnerFactory(), **changes}
    with pytest.raises(ValidationError) as error:
        close_journey(
            journey=opened(beneficiary, coach),
            closed_on=date(2024, 3, 1),
            exit_reason=ExitReason.ORIENTED,
            by=coach,
            **said,
        )
    assert field in error.value.error_dict


def test_the_start_is_always_announced_to_forem(beneficiary, coach):
    sign_agreement(
        journey=opened(beneficiary, coach),
        assessment=eligible(beneficiary, coach),
        agreed_on=date(2024, 2, 29),
        by=coach,
    )
    assert prepared() == {("taken", "person"), ("taken", "forem")}


@pytest.mark.parametrize("interview", FirstInterview)
@pytest.mark.parametrize(
    ("met_on", "last_day"),
    [
        pytest.param(date(2024, 2, 10), date(2024, 4, 10), id="an ordinary month"),
        pytest.param(date(2023, 12, 31), None, id="under the decree of 2004: no limit"),
        pytest.param(date(2024, 1, 1), date(2024, 3, 1), id="the first day of the decree"),
        pytest.param(date(2024, 12, 31), date(2025, 2, 28), id="towards a short month"),
        pytest.param(date(2027, 12, 29), date(2028, 2, 29), id="towards a leap day"),
        pytest.param(date(2028, 2, 29), date(2028, 4, 29), id="from a leap day"),
    ],
)
def test_the_law_refuses_two_months_after_any_first_interview(
    beneficiary, coach, interview, met_on, last_day
):
    open_journey(beneficiary=beneficiary, opened_on=met_on, first_interview=interview, by=coach)
    if last_day is None:
        assert refuse_late_candidates(on=date(2030, 1, 1)) == 0
        return
    assert refuse_late_candidates(on=last_day - timedelta(days=1)) == 0
    assert refuse_late_candidates(on=last_day) == 0
    assert refuse_late_candidates(on=last_day + timedelta(days=1)) == 1


def test_the_refusal_by_the_law_prepares_its_letters_once(beneficiary, django_assert_num_queries):
    beneficiary.source = IntakeSource.FOREM
    beneficiary.save()
    JourneyFactory(beneficiary=beneficiary, intake_overdue=True)
    JourneyFactory.create_batch(5, intake_overdue=True, beneficiary__source=IntakeSource.CPAS)
    with django_assert_num_queries(5):  # savepoint, rows, update, letters, release
        assert refuse_late_candidates(on=today()) == 6
    assert Letter.objects.filter(kind=LetterKind.REFUSED_AUTOMATICALLY).count() == 7
    assert nightly() == 0
    assert Letter.objects.count() == 7
    assert Letter.objects.filter(beneficiary=beneficiary).count() == 2


def test_no_refusal_without_its_letters(beneficiary, monkeypatch):
    journey = JourneyFactory(beneficiary=beneficiary, intake_overdue=True)

    def broken(*args, **kwargs):
        raise RuntimeError("the paper is out")

    monkeypatch.setattr("coaching.services.journeys.prepare_letters", broken)
    with pytest.raises(RuntimeError):
        refuse_late_candidates(on=today())
    journey.refresh_from_db()
    assert journey.is_open


def at(name: str, letter: Letter) -> str:
    return reverse(f"coaching:letter-{name}", args=[letter.pk])


@pytest.fixture
def letter(beneficiary):
    return LetterFactory(
        journey=JourneyFactory(beneficiary=beneficiary, refused_automatically=True)
    )


def words_of(response) -> str:
    return response.content.decode().replace("&#x27;", "'").translate(PLAIN)


def test_a_prepared_letter_is_read_mended_and_sent(client_of, coach, letter):
    client = client_of(coach)
    assert "Votre candidature" in words_of(client.get(reverse("coaching:letter-list")))
    client.post(letter.get_absolute_url(), {"subject": "Objet", "text": "Un texte relu."})
    assert "À la personne, au sujet" in words_of(client.get(letter.get_absolute_url()))
    assert "envoyé à la personne" in words_of(client.post(at("send", letter), follow=True))
    letter.refresh_from_db()
    assert (letter.text, letter.sent_on, letter.sent_by) == ("Un texte relu.", today(), coach)
    assert "Votre candidature" not in words_of(client.get(reverse("coaching:letter-list")))
    page = words_of(client.get(letter.get_absolute_url()))
    assert "Un texte relu." in page
    assert "<textarea" not in page


def test_a_sent_letter_does_not_change_any_more(client_of, coach, letter):
    send_letter(letter=letter, by=coach, on=today())
    client = client_of(coach)
    client.post(letter.get_absolute_url(), {"subject": "Objet", "text": "Trop tard."})
    client.post(at("discard", letter))
    letter.refresh_from_db()
    assert letter.text != "Trop tard."
    assert letter.discarded_on is None


def test_a_letter_put_aside_is_not_sent(client_of, coach, letter):
    client = client_of(coach)
    client.post(at("discard", letter))
    client.post(at("send", letter))
    letter.refresh_from_db()
    assert letter.sent_on is None
    assert letter.discarded_on == today()


def test_a_letter_prints(client_of, coach, letter):
    response = client_of(coach).get(at("pdf", letter))
    assert response["Content-Type"] == "application/pdf"
    assert response.content.startswith(b"%PDF")


def test_the_list_asks_as_many_questions_for_thirty_letters(client_of, coach):
    client, counts = client_of(coach), []
    for more in (3, 27):
        for _ in range(more):
            LetterFactory(journey=JourneyFactory(beneficiary__coach=coach, refused=True))
        with CaptureQueriesContext(connection) as asked:
            client.get(reverse("coaching:letter-list"))
        counts.append(len(asked))
    assert counts[0] == counts[1]
