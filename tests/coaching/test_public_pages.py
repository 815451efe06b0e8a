"""What anybody reads and sends without an account."""

import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from coaching import offer
from coaching.models import SignUp
from mirec.core.periods import today
from mirec.core.robots import TOO_OFTEN, TOO_OLD, TOO_QUICK, TRAP_FILLED, stamped
from tests.factories import (
    CohortFactory,
    EnrolmentFactory,
    InformationSessionFactory,
    PartnerFactory,
    ProgrammeFactory,
    SignUpFactory,
)

pytestmark = pytest.mark.django_db
A_MINUTE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def _forgotten():
    """Nobody has sent anything from this address yet."""
    cache.clear()


def text_of(response) -> str:
    return response.content.decode().replace("&#x27;", "'").replace("\u00a0", " ")


def filled(ago: timedelta = A_MINUTE, **changes) -> dict:
    """What a visitor sends who opened the page that long ago."""
    return {
        "first_name": "Amina",
        "last_name": "Bouzid",
        "email": "amina@example.be",
        "phone": "",
        "source": "cpas",
        "partner": "",
        "website": "",
        "stamp": stamped(timezone.now() - ago),
        **changes,
    }


def send(session, **changes):
    return Client().post(reverse("coaching:sign-up", args=[session.pk]), filled(**changes))


def test_the_calendar_shows_what_comes_with_its_seats_and_nothing_else():
    InformationSessionFactory(title="Matinée ouverte", capacity=10)
    full = InformationSessionFactory(title="Soirée", capacity=1)
    SignUpFactory(session=full)
    SignUpFactory(session=full, waiting=True)
    InformationSessionFactory(title="Passée", past=True)
    InformationSessionFactory(title="Annulée", cancelled=True)
    InformationSessionFactory(title="Sur invitation", is_public=False)
    page = text_of(Client().get(reverse("coaching:public")))
    assert "Matinée ouverte" in page
    assert "10 places libres" in page
    assert "1 personne attend" in page
    assert not re.search("Passée|Annulée|Sur invitation", page)


def test_every_service_of_the_house_is_described_and_the_trades_named():
    page = text_of(Client().get(reverse("coaching:public")))
    for service in offer.SERVICES:
        assert str(service.title) in page
        assert str(service.text) in page
    words = [*offer.TRADES, *offer.CONDITIONS]
    assert [str(word) for word in words if str(word) not in page] == []
    assert "gratuit" in page


def test_what_the_reform_of_2026_changes_is_not_claimed_to_be_known():
    page = text_of(Client().get(reverse("coaching:public")))
    assert "Ce que la réforme de 2026 y change reste à confirmer" in page


def test_the_catalogue_shows_coming_cohorts_with_their_places():
    programme = ProgrammeFactory(title="Commis de cuisine")
    ProgrammeFactory(title="Ancienne formation", is_offered=False)
    coming = CohortFactory(
        programme=programme, starts_on=today() + timedelta(days=9), places=3, name="Secret"
    )
    EnrolmentFactory(cohort=coming)
    full = CohortFactory(programme=programme, starts_on=today() + timedelta(days=20), places=1)
    EnrolmentFactory(cohort=full)
    page = text_of(Client().get(reverse("coaching:public")))
    assert "Commis de cuisine" in page
    assert "2 places libres" in page
    assert "complet, liste d'attente" in page
    assert "Ancienne formation" not in page
    assert "Secret" not in page


def test_the_page_without_anything_to_announce_says_what_will_come():
    page = text_of(Client().get(reverse("coaching:public")))
    assert "Aucune séance n'est annoncée" in page
    assert "Aucune formation n'est proposée" in page


def test_signing_up_keeps_who_sent_the_person(django_capture_on_commit_callbacks):
    session, partner = InformationSessionFactory(), PartnerFactory()
    answer = send(session, source="partner", partner=partner.pk)
    assert answer.url == reverse("coaching:signed-up", args=[session.pk])
    row = SignUp.objects.get()
    assert (row.source, row.partner, row.status) == ("partner", partner, "registered")
    assert "votre inscription est notée" in text_of(Client().get(answer.url))


def test_who_comes_by_oneself_was_sent_by_no_partner():
    send(InformationSessionFactory(), source="spontaneous", partner=PartnerFactory().pk)
    assert SignUp.objects.get().partner is None


def test_a_full_session_offers_the_waiting_list():
    session = InformationSessionFactory(capacity=1)
    SignUpFactory(session=session)
    page = text_of(Client().get(reverse("coaching:sign-up", args=[session.pk])))
    assert "M'inscrire sur la liste d'attente" in page
    answer = send(session)
    assert answer.url.endswith("?liste=attente")
    assert "sur la liste d'attente" in text_of(Client().get(answer.url))


def test_the_answer_does_not_tell_who_is_on_the_list():
    session = InformationSessionFactory()
    first, again = send(session), send(session)
    assert (first.status_code, first.url) == (again.status_code, again.url)
    assert SignUp.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        pytest.param({"website": "http://spam.example"}, TRAP_FILLED, id="the hidden field"),
        pytest.param({"ago": timedelta(seconds=1)}, TOO_QUICK, id="too quick"),
        pytest.param({"ago": timedelta(hours=13)}, TOO_OLD, id="too old"),
        pytest.param({"stamp": ""}, TOO_OLD, id="no stamp"),
        pytest.param({"stamp": "17:forged"}, TOO_OLD, id="a forged stamp"),
        pytest.param({"email": "", "phone": ""}, "un e-mail ou un numéro", id="no way to answer"),
        pytest.param({"phone": "12"}, "Ce numéro n'existe pas", id="a number that is none"),
        pytest.param({"first_name": "Voir http://x.be"}, "avec des lettres", id="an address"),
        pytest.param({"source": ""}, "obligatoire", id="nobody said who sends"),
    ],
)
def test_what_is_refused_is_said_in_french_and_keeps_what_was_typed(changes, sentence):
    page = text_of(send(InformationSessionFactory(), **changes))
    assert sentence in page
    assert 'value="Bouzid"' in page
    assert not SignUp.objects.exists()


@pytest.mark.parametrize("name", ["Jean-Pierre", "D'Hondt", "Van den Broeck", "Łukasz", "محمد"])
def test_names_of_here_and_elsewhere_are_welcome(name):
    send(InformationSessionFactory(), first_name=name, last_name=name)
    assert SignUp.objects.get().first_name == name


def test_a_page_left_open_too_long_can_be_sent_again():
    session = InformationSessionFactory()
    page = text_of(send(session, stamp=""))
    (stamp,) = re.findall(r'name="stamp" value="([^"]+)"', page)
    assert text_of(send(session, stamp=stamp)).count(TOO_QUICK) >= 1


def test_one_connection_sends_few_and_another_is_not_hindered(monkeypatch):
    limit = int(settings.ACCOUNT_RATE_LIMITS["information_sign_up"].partition("/")[0])
    session = InformationSessionFactory(capacity=200)
    address = reverse("coaching:sign-up", args=[session.pk])
    for number in range(limit):
        send(session, email=f"p{number}@example.be")
    refused = text_of(send(session, email="autre@example.be"))
    assert TOO_OFTEN in refused
    assert 'value="autre@example.be"' in refused
    assert SignUp.objects.count() == limit
    elsewhere = Client(REMOTE_ADDR="203.0.113.9").post(address, filled(email="loin@example.be"))
    assert elsewhere.status_code == 302


def test_nobody_fills_the_mailbox_of_somebody_else():
    limit = int(settings.ACCOUNT_RATE_LIMITS["information_letter"].partition("/")[0])
    sessions = InformationSessionFactory.create_batch(limit + 1)
    answers = [send(session, email="cible@example.be").status_code for session in sessions]
    assert answers == [302] * limit + [200]


def test_the_private_link_shows_the_seat_and_gives_it_back():
    row = SignUpFactory(session__capacity=1)
    waiting = SignUpFactory(session=row.session, waiting=True)
    address = reverse("coaching:my-sign-up", args=[row.token])
    assert "Une place vous est réservée" in text_of(Client().get(address))
    page = text_of(Client().post(address, follow=True))
    assert "Vous ne venez pas" in page
    waiting.refresh_from_db()
    assert waiting.status == "registered"
    assert "Une place vous est réservée" in text_of(
        Client().get(reverse("coaching:my-sign-up", args=[waiting.token]))
    )


@pytest.mark.parametrize(
    ("traits", "words"),
    [({"session__past": True}, "déjà commencé"), ({"session__cancelled": True}, "est annulée")],
)
def test_the_private_link_of_what_is_over_offers_another_date(traits, words):
    row = SignUpFactory(**traits)
    page = text_of(Client().get(reverse("coaching:my-sign-up", args=[row.token])))
    assert words in page
    assert "Je ne viens pas" not in page


@pytest.mark.parametrize("traits", [{"past": True}, {"cancelled": True}, {"is_public": False}])
def test_nobody_signs_up_for_what_is_not_announced(traits):
    session = InformationSessionFactory(**traits)
    assert send(session).status_code == 404


@pytest.mark.parametrize(
    "who",
    ["coach", "prospector", "coordinator", "manager", "administrator", "beneficiary_user"],
)
def test_who_has_signed_in_reads_the_same_pages_and_a_way_back(who, request, client_of):
    session = InformationSessionFactory()
    client = client_of(request.getfixturevalue(who))
    for address in (reverse("coaching:public"), reverse("coaching:sign-up", args=[session.pk])):
        page = text_of(client.get(address))
        assert "Mon application" in page
        assert "Se connecter" not in page


def test_the_sign_in_page_leads_there():
    page = text_of(Client().get(reverse("account_login")))
    assert f'href="{reverse("coaching:public")}"' in page


def test_the_public_page_asks_as_often_for_thirty_as_for_three(django_assert_max_num_queries):
    asked = []
    for rows in (3, 27):
        for _ in range(rows):
            SignUpFactory(session=InformationSessionFactory())
            EnrolmentFactory(cohort=CohortFactory(starts_on=today() + timedelta(days=5)))
        with django_assert_max_num_queries(6) as counted:
            assert Client().get(reverse("coaching:public")).status_code == 200
        asked.append(len(counted))
    assert asked[0] == asked[1]
