"""Sessions of information and workshops as the coaches hold them."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from beneficiaries.enums import IntakeSource
from beneficiaries.models import Beneficiary
from coaching.models import InformationSession, SignUp, Workshop
from mirec.core.periods import today
from tests.factories import (
    BeneficiaryFactory,
    InformationSessionFactory,
    PartnerFactory,
    SignUpFactory,
    WorkshopFactory,
    WorkshopSeatFactory,
)

pytestmark = pytest.mark.django_db
BUDGET = 14


def text_of(response) -> str:
    return response.content.decode().replace("&#x27;", "'").replace("\u00a0", " ")


def at(name: str, *args, **query) -> str:
    return reverse(f"coaching:{name}", args=args, query=query)


def planned(user, **changes) -> dict:
    return {
        "title": "Séance du jeudi",
        "day": (today() + timedelta(days=6)).isoformat(),
        "starts": "09:00",
        "ends": "11:00",
        "place": "Rue de Montigny 20",
        "directions": "",
        "capacity": "12",
        "host": user.pk,
        "description": "",
        "is_public": "on",
        **changes,
    }


def person(**changes) -> dict:
    return {
        "first_name": "Luc",
        "last_name": "Delvaux",
        "email": "",
        "phone": "0470 12 34 56",
        "source": "forem",
        "partner": "",
        **changes,
    }


def test_a_session_is_planned_and_announced(client_of, coach):
    answer = client_of(coach).post(at("information-create"), planned(coach))
    session = InformationSession.objects.get()
    assert answer.url == session.get_absolute_url()
    assert (session.created_by, session.host, session.minutes) == (coach, coach, 120)
    assert "Séance du jeudi" in text_of(client_of(coach).get(at("public")))


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"ends": "08:00"}, "La fin doit suivre le début."),
        ({"day": "2020-01-01"}, "Ce moment est passé"),
        ({"capacity": "0"}, "supérieure ou égale à 1"),
        ({"day": "2026-02-30"}, "date valide"),
    ],
)
def test_a_moment_that_cannot_be_is_refused_in_words(client_of, coach, changes, sentence):
    page = text_of(client_of(coach).post(at("information-create"), planned(coach, **changes)))
    assert sentence in page
    assert "Séance du jeudi" in page
    assert not InformationSession.objects.exists()


def test_a_copy_begins_with_the_same_a_week_later(client_of, coach):
    session = InformationSessionFactory(title="La même", is_first_interview=True)
    page = text_of(client_of(coach).get(at("information-create", copie=session.pk)))
    assert 'value="La même"' in page
    assert f'value="{(session.day + timedelta(days=7)).isoformat()}"' in page
    workshop = WorkshopFactory(title="Le même")
    page = text_of(client_of(coach).get(at("workshop-create", copie=workshop.pk)))
    assert 'value="Le même"' in page


def test_a_stale_form_does_not_overwrite_a_colleague(client_of, coach):
    session = InformationSessionFactory(host=coach)
    address = at("information-edit", session.pk)
    version = "0123456789abcdef"
    page = text_of(client_of(coach).post(address, planned(coach, version=version)))
    assert "Quelqu'un a modifié ces données" in page


def test_raising_the_capacity_says_who_moved_up(client_of, coach):
    session = InformationSessionFactory(capacity=1, host=coach)
    SignUpFactory(session=session)
    SignUpFactory(session=session, waiting=True, first_name="Rosa", last_name="Mertens", email="")
    changes = planned(coach, capacity="2")
    page = text_of(client_of(coach).post(at("information-edit", session.pk), changes, follow=True))
    assert "Rosa Mertens passe de la liste d'attente à une place : prévenez" in page


def test_someone_who_calls_is_signed_up_then_told_and_withdrawn(client_of, coach):
    session, client = InformationSessionFactory(), client_of(coach)
    client.post(at("sign-up-add", session.pk), person())
    row = SignUp.objects.get()
    assert row.phone.as_e164 == "+32470123456"
    assert "à prévenir" not in text_of(client.get(session.get_absolute_url()))
    session.announce_again()
    assert "à prévenir" in text_of(client.get(session.get_absolute_url()))
    client.post(at("sign-up-told", row.pk))
    assert "à prévenir" not in text_of(client.get(session.get_absolute_url()))
    page = text_of(client.post(at("sign-up-withdraw", row.pk), follow=True))
    assert "la place est libre" in page
    row.refresh_from_db()
    assert row.status == "cancelled"


def test_cancelling_asks_first_then_tells(client_of, coach):
    row, client = SignUpFactory(), client_of(coach)
    address = at("information-cancel", row.session_id)
    assert "1 personne est sur la liste" in text_of(client.get(address))
    assert "chacun reçoit un e-mail" in text_of(client.post(address, follow=True))
    page = text_of(client.get(at("information-edit", row.session_id), follow=True))
    assert "ne peut plus changer" in page


def test_the_door_marks_lets_in_and_closes(client_of, coach):
    row = SignUpFactory(session__past=True)
    door, client = at("information-door", row.session_id), client_of(coach)
    answer = client.post(at("sign-up-presence", row.pk), {"presence": "present"})
    assert answer.url == f"{door}#place-{row.pk}"
    assert "1 personne présente" in text_of(client.get(door))
    assert "avec les présents" in text_of(client.post(door, person(), follow=True))
    assert SignUp.objects.filter(presence="present").count() == 2
    close = at("information-close", row.session_id)
    assert "Toutes les présences sont notées" in text_of(client.get(close))
    assert "clôturée" in text_of(client.post(close, follow=True))
    assert "Quelqu'un d'imprévu" not in text_of(client.get(door))


def test_htmx_gets_the_line_and_the_count(client_of, coach):
    row = SignUpFactory(session__past=True)
    address = at("sign-up-presence", row.pk)
    answer = client_of(coach).post(address, {"presence": "present"}, headers={"HX-Request": "true"})
    page = text_of(answer)
    assert 'aria-pressed="true"' in page
    assert "1 personne présente" in page
    assert "<html" not in page


def test_an_answer_that_is_none_changes_nothing(client_of, coach):
    row = SignUpFactory(session__past=True)
    client_of(coach).post(at("sign-up-presence", row.pk), {"presence": "zzz"})
    row.refresh_from_db()
    assert row.presence == "unknown"


def test_the_door_opens_on_the_day(client_of, coach):
    session = InformationSessionFactory()
    page = text_of(client_of(coach).get(at("information-door", session.pk), follow=True))
    assert "à partir du jour même" in page


def test_one_press_makes_a_candidate(client_of, coach, team):
    row = SignUpFactory(session__past=True, came=True)
    client = client_of(coach)
    assert "Devient candidat" in text_of(client.get(row.session.get_absolute_url()))
    answer = client.post(at("sign-up-candidate", row.pk), {"team": team.pk})
    made = Beneficiary.objects.get()
    assert answer.url == made.get_absolute_url()
    assert client.get(at("sign-up-candidate", row.pk)).url == made.get_absolute_url()


def test_likely_twins_come_first_and_one_of_them_is_joined(client_of, coach, team):
    twin = BeneficiaryFactory(team=team, coach=coach, first_name="Karim", last_name="Delvaux")
    row = SignUpFactory(session__past=True, came=True, first_name="karim", last_name="DELVAUX")
    address, client = at("sign-up-candidate", row.pk), client_of(coach)
    page = text_of(client.post(address, {"team": team.pk}))
    assert "a peut-être déjà un dossier" in page
    assert twin.file_number in page
    assert Beneficiary.objects.count() == 1
    decided = {"team": team.pk, "seen_twins": str(twin.pk), "same_as": twin.pk}
    assert client.post(address, decided).url == twin.get_absolute_url()
    row.refresh_from_db()
    assert row.beneficiary == twin


def test_a_twin_of_another_team_is_named_but_not_joined(client_of, coach, team, other_beneficiary):
    row = SignUpFactory(session__past=True, came=True, first_name="Sandrine", last_name="Hoyaux")
    address, client = at("sign-up-candidate", row.pk), client_of(coach)
    page = text_of(client.get(address))
    assert other_beneficiary.file_number in page
    assert 'name="same_as"' not in page
    forced = {"seen_twins": str(other_beneficiary.pk), "same_as": other_beneficiary.pk}
    client.post(address, {"team": team.pk, **forced})
    row.refresh_from_db()
    assert row.beneficiary not in {None, other_beneficiary}


def test_a_manager_without_a_team_chooses_one(client_of, manager, team):
    row = SignUpFactory(session__past=True, came=True)
    client = client_of(manager)
    assert "Équipe" in text_of(client.get(at("sign-up-candidate", row.pk)))
    client.post(at("sign-up-candidate", row.pk), {"team": team.pk})
    assert Beneficiary.objects.get().coach is None


def test_the_list_counts_who_comes_by_who_sends(client_of, coach):
    partner = PartnerFactory(name="CPAS de Fleurus")
    for came in (True, True, False, False):
        SignUpFactory(
            session__past=True,
            partner=partner,
            source=IntakeSource.PARTNER,
            presence="present" if came else "absent",
        )
    SignUpFactory(session__past=True, source=IntakeSource.FOREM, presence="excused")
    SignUpFactory(session__past=True, source=IntakeSource.AVIQ)  # not marked: not counted
    page = text_of(client_of(coach).get(at("information-list")))
    assert "CPAS de Fleurus" in page
    assert "50 %" in page
    assert '<th scope="row">Autre partenaire' in page
    assert '<th scope="row">AViQ' not in page


def test_the_list_to_sign_is_a_pdf_of_names(client_of, coach):
    row = SignUpFactory()
    answer = client_of(coach).get(at("information-paper", row.session_id))
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")


@pytest.mark.parametrize(
    ("state", "shown"),
    [
        ("", {"À venir"}),
        ("avenir", {"À venir"}),
        ("acloturer", {"Ouverte"}),
        ("passees", {"Ouverte", "Close"}),
        ("annulees", {"Annulée"}),
    ],
)
def test_the_list_shows_what_comes_unless_asked_otherwise(client_of, coach, state, shown):
    InformationSessionFactory(title="À venir")
    InformationSessionFactory(title="Ouverte", past=True)
    InformationSessionFactory(title="Close", past=True, closed_at=timezone.now())
    InformationSessionFactory(title="Annulée", cancelled=True)
    query = {"etat": state} if state else {}
    response = client_of(coach).get(at("information-list", **query))
    assert {row.record.title for row in response.context["table"].rows} == shown


def test_the_list_says_in_words_what_became_of_each(client_of, coach):
    session = InformationSessionFactory(past=True, closed_at=timezone.now())
    SignUpFactory.create_batch(2, session=session, came=True)
    InformationSessionFactory(cancelled=True)
    WorkshopFactory(past=True, closed_at=timezone.now())
    page = text_of(client_of(coach).get(at("information-list", etat="")))
    assert re.search(r"Clôturée</span>\s+2 personnes venues", page)
    assert "Annulée</span>" in page
    assert "Clôturé</span>" in text_of(client_of(coach).get(at("workshop-list", etat="")))


def made_of(kind: str, rows: int) -> list[str]:
    """The pages of a kind of gathering, each with so many rows more."""
    if kind == "information":
        first = InformationSession.objects.order_by("pk").first()
        session = first or InformationSessionFactory(past=True, capacity=99)
        for _ in range(rows):
            InformationSessionFactory()
            SignUpFactory(session=session, came=True, beneficiary=BeneficiaryFactory())
        pages = ("information-detail", "information-door", "information-close")
        return [at("information-list"), *(at(name, session.pk) for name in pages)]
    first = Workshop.objects.order_by("pk").first()
    workshop = first or WorkshopFactory(past=True, capacity=99)
    for _ in range(rows):
        WorkshopFactory()
        WorkshopSeatFactory(workshop=workshop)
    pages = ("workshop-detail", "workshop-door", "workshop-close", "workshop-register")
    return [at("workshop-list"), *(at(name, workshop.pk) for name in pages)]


@pytest.mark.parametrize("kind", ["information", "workshop"])
def test_every_page_asks_as_often_for_thirty_as_for_three(
    client_of, coach, kind, django_assert_max_num_queries
):
    client, asked = client_of(coach), []
    for rows in (3, 27):
        counts = {}
        for address in made_of(kind, rows):
            with django_assert_max_num_queries(BUDGET) as counted:
                assert client.get(address).status_code == 200
            counts[address] = len(counted)
        asked.append(counts)
    assert asked[0] == asked[1]
