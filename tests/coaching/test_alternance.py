"""Practice in a company: the stay, its papers, the tutor's word, and who is covered when."""

import io
from datetime import date, timedelta
from functools import partial
from urllib.parse import urlsplit

import openpyxl
import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from beneficiaries.services.papers import is_replaced, sign_paper
from coaching import tasks
from coaching.enums import Party
from coaching.models import AlternancePaper, Internship, TutorReview
from coaching.own_papers import papers
from coaching.queries.alternance import covered, forem_notices, practice_of
from coaching.services.alternance_papers import UNINSURED, draw_up_contract, draw_up_stay
from coaching.services.internships import (
    NO_PLACE,
    TOGETHER,
    break_off,
    lay_internship,
    rewrite_internship,
)
from coaching.services.tutor_reviews import (
    GIVEN,
    PURPOSE,
    answer_by_link,
    ask_due,
    ask_review,
    chase_due,
    note_review,
    to_ask,
    to_chase,
)
from mirec.core.links import EXPIRED, REVOKED, UNKNOWN, USED, issue_link
from mirec.core.periods import today
from tests.factories import (
    AlternancePaperFactory,
    CohortFactory,
    EmployerFactory,
    EnrolmentFactory,
    InternshipFactory,
    InternshipVisitFactory,
    TutorReviewFactory,
    UserFactory,
)
from tests.training.test_races import race
from training.models import Enrolment

pytestmark = pytest.mark.django_db
SCORES = {"punctuality": 4, "work": 3, "team": 3, "autonomy": 2, "would_hire": 3}
DAY = timedelta(days=1)


def values(first: date, **changed) -> dict:
    last = first + 10 * DAY
    return {
        "employer": EmployerFactory(), "place": "Rue 1", "tutor_name": "S. Lemaire",
        "tutor_phone": "", "tutor_email": "t@example.be", "tasks": "Ranger.",
        "schedule": "8 h à 16 h", "starts_on": first, "ends_on": last, "insurer": "Ethias",
        "policy_number": "AT-1", "insured_from": first, "insured_until": last,
    } | changed  # fmt: skip


def test_a_stay_is_refused_in_words_that_name_the_days():
    cohort = CohortFactory(starts_on=date(2026, 9, 1), ends_on=date(2027, 6, 30))
    enrolment = EnrolmentFactory(cohort=cohort, enrolled_on=date(2026, 9, 1))
    by, first = UserFactory(), date(2026, 10, 1)
    kept = lay_internship(enrolment=enrolment, by=by, **values(first))
    later = first + 30 * DAY
    cases = {
        "overlap": ({"starts_on": first + DAY, "insured_from": first}, "starts_on", "recouvre"),
        "before the training": (values(date(2026, 8, 1)), "starts_on", "1er septembre 2026"),
        "after the training": (values(date(9999, 12, 1)), "starts_on", "30 juin 2027"),
        "ends first": ({"ends_on": later - DAY}, "ends_on", "précéder"),
        "too long": ({"ends_on": date(9999, 12, 31)}, "ends_on", "deux ans"),
        "half an insurance": ({"policy_number": ""}, "policy_number", TOGETHER),
        "insured late": ({"insured_from": later + DAY}, "insured_from", "après le premier jour"),
        "insured short": ({"insured_until": later}, "insured_until", "avant le dernier jour"),
    }
    for name, (changed, field, words) in cases.items():
        with pytest.raises(ValidationError) as refused:
            lay_internship(enrolment=enrolment, by=by, **(values(later) | changed))
        assert list(refused.value.message_dict) == [field], name
        assert words in refused.value.message_dict[field][0].replace("\xa0", " "), name
    assert Internship.objects.get() == kept
    with pytest.raises(ValidationError, match="place"):
        lay_internship(enrolment=EnrolmentFactory(waiting=True), by=by, **values(first))


def test_a_stay_stops_once_within_its_days_and_frees_those_after():
    cohort = CohortFactory(starts_on=date(2026, 9, 1), ends_on=date(2027, 6, 30))
    enrolment = EnrolmentFactory(cohort=cohort, enrolled_on=date(2026, 9, 1))
    by, first = UserFactory(), date(2026, 10, 1)
    stay = lay_internship(enrolment=enrolment, by=by, **values(first))
    with pytest.raises(ValidationError, match="l'un d'eux"):
        break_off(internship=stay, broken_off_on=first - DAY, end_reason="Fermé", by=by)
    break_off(internship=stay, broken_off_on=first + 2 * DAY, end_reason="Fermé", by=by)
    with pytest.raises(ValidationError, match="déjà arrêté"):
        break_off(internship=stay, broken_off_on=first + 3 * DAY, end_reason="Fermé", by=by)
    with pytest.raises(ValidationError, match="ce jour reste"):
        rewrite_internship(internship=stay, by=by, ends_on=first + DAY)
    lay_internship(enrolment=enrolment, by=by, **values(first + 3 * DAY))


def test_papers_are_versions_of_their_own_row_and_none_without_insurance():
    by, on = UserFactory(), today()
    bare = InternshipFactory(uninsured=True)
    with pytest.raises(ValidationError, match="assurance") as refused:
        draw_up_stay(internship=bare, by=by, on=on)
    assert refused.value.messages == [UNINSURED]
    with pytest.raises(ValidationError) as refused:
        draw_up_contract(enrolment=EnrolmentFactory(dropped=True), by=by, on=on)
    assert refused.value.messages == [NO_PLACE]
    stay = InternshipFactory(employer__name="Menuiserie Lambot")
    contract = draw_up_contract(enrolment=stay.enrolment, by=by, on=on)
    agreement = draw_up_stay(internship=stay, by=by, on=on)
    assert (contract.version, agreement.version) == (1, 1)
    with pytest.raises(ValidationError, match="Rien n'a changé"):
        draw_up_stay(internship=stay, by=by, on=on)
    for party in (Party.PERSON, Party.MIRE, Party.EMPLOYER):
        sign_paper(paper=agreement, party=party.value, name="Nom", by=by, on=on)
    agreement.refresh_from_db()
    assert agreement.completed_on == on
    Internship.objects.filter(pk=stay.pk).update(place="Ailleurs")
    again = draw_up_stay(internship=stay, by=by, on=on)
    assert again.version == 2
    assert is_replaced(agreement)
    assert not is_replaced(contract)
    assert set(AlternancePaper.objects.newest()) == {contract, again}
    labels = [each.label for each in papers(stay.beneficiary)]
    assert "Votre convention de stage chez Menuiserie Lambot" in labels


def links() -> list[str]:
    found = [word for sent in mail.outbox for word in sent.body.split() if "/evaluation/" in word]
    return [urlsplit(link).path for link in found]


def test_the_tutor_is_asked_at_the_end_chased_once_and_answers_once(client):
    on, at = today(), timezone.now()
    stay = InternshipFactory(on=on - 20 * DAY)
    running = InternshipFactory()
    old = InternshipFactory(on=on - 60 * DAY)
    assert list(to_ask(on)) == [stay], (running, old)
    assert ask_due(pk=stay.pk, on=on, at=at)
    assert not ask_due(pk=stay.pk, on=on, at=at)
    review = TutorReview.objects.get()
    assert [list(to_chase(on + days * DAY)) for days in (2, 3)] == [[], [review]]
    assert chase_due(pk=review.pk, on=on + 3 * DAY, at=at)
    assert not chase_due(pk=review.pk, on=on + 4 * DAY, at=at)
    first, second = links()
    assert mail.outbox[1].subject.startswith("Rappel.")
    assert stay.beneficiary.last_name not in mail.outbox[0].body + mail.outbox[0].subject
    gone = client.get(first)
    assert (gone.status_code, REVOKED in gone.context["refusal"]) == (410, True)
    page = client.post(second, {"punctuality": "4", "comment": "x" * 2_000})
    assert page.status_code == 200
    assert "Choisissez une des quatre réponses." in page.content.decode()
    done = client.post(second, {name: str(score) for name, score in SCORES.items()})
    assert done.status_code == 302
    review.refresh_from_db()
    assert (review.given_on, review.autonomy) == (on, 2)
    assert client.get(second).context["refusal"] == USED
    assert not to_chase(on + 5 * DAY).exists()


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_ask_the_tutor_once():
    on, at = today(), timezone.now()
    for count in range(1, 6):
        stay = InternshipFactory(on=on - 20 * DAY)
        deed = partial(ask_due, pk=stay.pk, on=on, at=at)
        assert sorted(race(deed, deed)) == [False, True]
        assert len(mail.outbox) == count


def test_links_that_do_not_hold_say_so_in_french(client):
    on, at = today(), timezone.now()
    review = TutorReviewFactory()
    past = issue_link(purpose=PURPOSE, target=review.pk, at=at - 30 * DAY, days=21, by=None)
    cases = {past: (410, EXPIRED), "forged": (404, UNKNOWN)}
    other = issue_link(purpose="opinion-worker", target=review.pk, at=at, days=2, by=None)
    cases[other] = (404, UNKNOWN)
    for token, (status, words) in cases.items():
        page = client.get(reverse("coaching:tutor-review", args=[token]))
        assert (page.status_code, page.context["refusal"]) == (status, words)
    live = issue_link(purpose=PURPOSE, target=review.pk, at=at, days=2, by=None)
    by = UserFactory()
    note_review(internship=review.internship, scores=SCORES, comment="", by=by, on=on, at=at)
    assert answer_by_link(token=live, scores=SCORES, comment="", on=on, at=at) == REVOKED
    again = issue_link(purpose=PURPOSE, target=review.pk, at=at, days=2, by=None)
    assert client.get(reverse("coaching:tutor-review", args=[again])).context["refusal"] == GIVEN


def test_a_colleague_asks_by_a_button_and_the_worker_sends(client, coordinator):
    stay = InternshipFactory()
    client.force_login(coordinator)
    tasks.ask_tutor(stay.pk, coordinator.pk)
    tasks.ask_tutor(stay.pk, coordinator.pk)
    assert TutorReview.objects.get().created_by == coordinator
    assert len(mail.outbox) == 2
    nobody = InternshipFactory(tutor_email="")
    assert not ask_review(pk=nobody.pk, on=today(), at=timezone.now(), by=coordinator)


def test_the_words_of_a_visit_and_of_the_tutor_are_for_who_follows(client, prospector, coordinator):
    stay = InternshipFactory()
    InternshipVisitFactory(internship=stay, done=True, words="Secret-Visite")
    TutorReviewFactory(internship=stay, given=True, comment="Secret-Tuteur")
    for user, sees in ((prospector, False), (coordinator, True)):
        client.force_login(user)
        text = client.get(stay.get_absolute_url()).content.decode()
        assert ("Secret-Visite" in text, "Secret-Tuteur" in text) == (sees, sees)
        of_employer = client.get(stay.employer.get_absolute_url()).content.decode()
        assert "Secret-" not in of_employer


def test_the_lists_name_who_is_covered_and_never_why_in_typed_words(client, coordinator):
    on = today()
    stay = InternshipFactory(enrolment__beneficiary__last_name="=Formule")
    break_off(internship=stay, broken_off_on=on, end_reason="Fermé", by=coordinator)
    dropped = EnrolmentFactory(dropped=True, drop_cause="mobility", end_reason="Mal au dos")
    assert list(covered(coordinator, on, on, None)) == [stay]
    assert not covered(coordinator, on + DAY, on + DAY, None)
    found = {(each.enrolment, each.event): each.why for each in
             forem_notices(coordinator, on - 60 * DAY, on, None)}  # fmt: skip
    assert found[dropped, "Arrêt"] == "Trajet"
    client.force_login(coordinator)
    asked = {"du": on - 60 * DAY, "au": on, "groupe": ""}
    said = ""
    for name in ("insurer-file", "forem-file"):
        file = client.get(reverse(f"coaching:{name}"), asked)
        book = openpyxl.load_workbook(io.BytesIO(file.content))
        said += str([cell.value for line in book.active for cell in line])
    assert stay.beneficiary.full_name in said
    assert "Mal au dos" not in said
    wrong = {"du": "9999-99-99", "au": "\x00", "groupe": "10000000000000000000"}
    assert client.get(reverse("coaching:insurer-file"), wrong).status_code == 302
    assert client.get(reverse("coaching:insured-list"), wrong).status_code == 200


def test_the_block_of_a_cohort_asks_as_much_for_ten_as_for_one(django_assert_num_queries):
    cohort = CohortFactory()
    for count in (1, 9):
        for enrolment in EnrolmentFactory.create_batch(count, cohort=cohort):
            AlternancePaperFactory(enrolment=enrolment, agreement=True)
            AlternancePaperFactory(enrolment=enrolment)
        with django_assert_num_queries(4):
            rows = practice_of(Enrolment.objects.filter(cohort=cohort))
            assert all(row.contract.missing_labels for row in rows)
            assert all(row.stays[0].agreement.missing_labels for row in rows)


def test_a_stay_is_typed_signed_and_printed(client, coordinator):
    client.force_login(coordinator)
    enrolment, employer = EnrolmentFactory(), EmployerFactory(name="Menuiserie Lambot")
    url = reverse("coaching:internship-create", args=[enrolment.pk])
    first = enrolment.cohort.starts_on
    typed = {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in values(first, employer=employer.name, insured_until="").items()
    }
    page = client.post(url, typed)
    assert page.status_code == 200
    assert TOGETHER in page.content.decode().replace("&#x27;", "'")
    done = client.post(url, typed | {"insured_until": typed["ends_on"]})
    stay = Internship.objects.get()
    assert done["Location"] == stay.get_absolute_url()
    client.post(reverse("coaching:internship-draw-up", args=[stay.pk]))
    paper = AlternancePaper.objects.get()
    assert "Menuiserie Lambot" in client.get(paper.get_absolute_url()).content.decode()
    sign = reverse("coaching:alternance-sign", args=[paper.pk])
    assert client.get(sign).status_code == 200
    signed = {"party": "employer", "way": "paper", "name": "M. Lambot", "signed_on": today()}
    assert client.post(sign, signed).status_code == 302
    assert client.get(reverse("coaching:alternance-pdf", args=[paper.pk])).content[:4] == b"%PDF"
    block = client.get(reverse("coaching:cohort-practice", args=[enrolment.cohort_id]))
    assert "manque" in block.content.decode()
