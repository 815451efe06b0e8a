"""The network of partners on screen."""

import pytest
from django.urls import reverse

from partners.enums import PartnerKind
from partners.models import Partner
from tests.factories import PartnerFactory


def text_of(response) -> str:
    return response.content.decode().replace("\u00a0", " ").replace("&#x27;", "'")


def partner_data(**changes) -> dict:
    return {"name": "École du soir de Jumet", "kind": "social_promotion"} | changes


@pytest.fixture
def browser(client_of, coordinator):
    return client_of(coordinator)


def test_a_partner_joins_the_network(browser, coordinator):
    data = partner_data(postal_code="6040", city="Jumet", is_operator="on", phone="071 12 34 56")
    response = browser.post(reverse("partners:create"), data)
    partner = Partner.objects.get()
    assert response.url == partner.get_absolute_url()
    assert (partner.is_operator, partner.created_by) == (True, coordinator)
    shown = text_of(browser.get(partner.get_absolute_url()))
    assert "Promotion sociale · opérateur de formation" in shown
    assert "071 12 34 56" in shown


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        pytest.param({"name": ""}, "obligatoire", id="no name"),
        pytest.param({"kind": "secte"}, "choix valide", id="unknown kind"),
        pytest.param({"postal_code": "0123"}, "quatre chiffres", id="postal code"),
        pytest.param({"phone": "12"}, "Ce numéro n'existe pas", id="phone"),
        pytest.param({"email": "x@"}, "valide", id="e-mail"),
        pytest.param({"services": "x" * 5_001}, "au plus 5000", id="a text too long"),
        pytest.param(
            {"name": "ECOLE du soir de JUMET ", "postal_code": "6040"},
            "existe déjà à ce code postal",
            id="the same partner twice",
        ),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(browser, changes, sentence):
    PartnerFactory(name="École du soir de Jumet", postal_code="6040")
    data = (
        partner_data(city="Jumet-Gohyssart", **changes)
        if "name" not in changes
        else (partner_data(city="Jumet-Gohyssart") | changes)
    )
    response = browser.post(reverse("partners:create"), data)
    assert sentence in text_of(response)
    assert "Jumet-Gohyssart" in text_of(response)
    assert Partner.objects.count() == 1


def test_a_partner_changed_meanwhile_asks_before_it_overwrites(browser):
    partner = PartnerFactory(name="Maison de l'emploi")
    url = reverse("partners:edit", args=[partner.pk])
    version = browser.get(url).context["form"]["version"].value()
    Partner.objects.filter(pk=partner.pk).update(city="Gilly")
    response = browser.post(url, partner_data(version=version))
    assert "Quelqu'un a modifié ces données" in text_of(response)
    browser.post(
        url, partner_data(version=response.context["form"]["version"].value(), city="Jumet")
    )
    partner.refresh_from_db()
    assert (partner.city, partner.kind) == ("Jumet", PartnerKind.SOCIAL_PROMOTION)


def test_partners_are_found_by_name_kind_and_trade(browser):
    PartnerFactory(name="École du soir", operator=True)
    PartnerFactory(name="CPAS de Châtelet", cpas=True)
    url = reverse("partners:list")
    assert "CPAS de Châtelet" in text_of(browser.get(url, {"q": "chatelet"}))
    for query in ({"operator": "on"}, {"kind": "social_promotion"}, {"q": "ECOLE"}):
        shown = text_of(browser.get(url, query))
        assert "École du soir" in shown
        assert "Châtelet" not in shown


def test_a_coach_reads_the_network_without_changing_it(client_of, coach):
    partner = PartnerFactory()
    reader = client_of(coach)
    assert "Modifier" not in text_of(reader.get(partner.get_absolute_url()))
    assert reader.get(reverse("partners:edit", args=[partner.pk])).status_code == 403
    assert reader.get(reverse("partners:create")).status_code == 403
