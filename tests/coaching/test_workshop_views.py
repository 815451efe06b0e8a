"""Workshops as the coaches hold them."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from coaching.models import FollowUp, Workshop, WorkshopSeat
from mirec.core.periods import today
from tests.factories import (
    WorkshopFactory,
    WorkshopSeatFactory,
)

pytestmark = pytest.mark.django_db


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


def workshop_data(user, **changes) -> dict:
    data = planned(user, title="Écrire son CV", kind="cv", **changes)
    return {name: data[name] for name in data if name not in {"directions", "description"}}


def test_a_workshop_is_planned_filled_marked_and_closed(client_of, coach, beneficiary):
    client = client_of(coach)
    client.post(at("workshop-create"), workshop_data(coach))
    workshop = Workshop.objects.get()
    found = text_of(client.get(at("workshop-register", workshop.pk, q="noa")))
    assert "Noah Petit" in found
    client.post(at("workshop-register", workshop.pk), {"beneficiary": beneficiary.pk})
    seat = WorkshopSeat.objects.get()
    past = timezone.now() - timedelta(hours=30)
    Workshop.objects.update(starts_at=past, ends_at=past + timedelta(hours=2))
    client.post(at("seat-presence", seat.pk), {"presence": "present", "remark": "Très active."})
    client.post(at("workshop-text", workshop.pk), {"text": "Nous avons relu les CV."})
    page = text_of(client.get(at("workshop-close", workshop.pk)))
    assert "Toutes les présences sont notées" in page
    page = text_of(client.post(at("workshop-close", workshop.pk), follow=True))
    assert "1 suivi écrit" in page
    assert FollowUp.objects.get().remark == "Très active."
    page = text_of(client.get(at("panel-journey", beneficiary.pk)))
    assert "Ateliers" in page
    assert "Très active." in page


def test_a_remark_alone_keeps_the_presence(client_of, coach, beneficiary):
    seat = WorkshopSeatFactory(workshop__past=True, beneficiary=beneficiary, presence="present")
    client_of(coach).post(at("seat-presence", seat.pk), {"remark": "À revoir."})
    seat.refresh_from_db()
    assert (seat.presence, seat.remark) == ("present", "À revoir.")


def test_a_coach_of_another_team_marks_who_came_and_reads_no_remark(
    client_of, stranger_coach, beneficiary
):
    seat = WorkshopSeatFactory(
        workshop__past=True, beneficiary=beneficiary, remark="Sensible à la lumière."
    )
    client = client_of(stranger_coach)
    for name in ("workshop-detail", "workshop-door"):
        page = text_of(client.get(at(name, seat.workshop_id)))
        assert "Noah Petit" in page
        assert "Sensible" not in page
        assert beneficiary.get_absolute_url() not in page
    client.post(at("seat-presence", seat.pk), {"presence": "absent", "remark": "Écrasée"})
    seat.refresh_from_db()
    assert (seat.presence, seat.remark) == ("absent", "Sensible à la lumière.")
    assert client.post(at("seat-withdraw", seat.pk)).status_code == 404


def test_a_stranger_is_not_registered(client_of, coach, other_beneficiary):
    workshop = WorkshopFactory()
    address, client = at("workshop-register", workshop.pk), client_of(coach)
    assert "Sandrine" not in text_of(client.get(address + "?q=hoyaux"))
    page = text_of(client.post(address, {"beneficiary": other_beneficiary.pk}))
    assert "vous n'y avez pas accès" in page
    assert not WorkshopSeat.objects.exists()


def test_giving_a_place_back_lets_the_next_in(client_of, coach, beneficiary):
    seat = WorkshopSeatFactory(beneficiary=beneficiary, workshop__capacity=1)
    next_in = WorkshopSeatFactory(workshop=seat.workshop, waiting=True)
    page = text_of(client_of(coach).post(at("seat-withdraw", seat.pk), follow=True))
    assert f"{next_in.beneficiary} passe de la liste d'attente à une place" in page
