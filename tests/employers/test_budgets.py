"""No list asks more of the database when it is ten times longer; none asks more than twelve."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from mirec.core.periods import today
from tests.factories import (
    BeneficiarySkillFactory,
    ContactFactory,
    EmployerFactory,
    PartnerFactory,
    PlacementFactory,
    ProposalFactory,
    RequirementFactory,
    VacancyFactory,
)

MOST = 12


def more_employers(count, cast):
    for _ in range(count):
        VacancyFactory(employer=EmployerFactory(), prospector=cast["prospector"])


def more_proposals(count, cast):
    for _ in range(count):
        ProposalFactory(vacancy__prospector=cast["prospector"])
        ProposalFactory(vacancy=cast["vacancy"])
        ProposalFactory(beneficiary=cast["beneficiary"])


def more_placements(count, cast):
    for _ in range(count):
        PlacementFactory()
        PlacementFactory(beneficiary=cast["beneficiary"], employer=cast["vacancy"].employer)
        ContactFactory(employer=cast["vacancy"].employer)


def more_skills(count, cast):
    for _ in range(count):
        asked = RequirementFactory(vacancy=cast["vacancy"])
        BeneficiarySkillFactory(skill=asked.skill)
        BeneficiarySkillFactory(beneficiary=cast["beneficiary"])
        RequirementFactory(skill=asked.skill)


def more_old_vacancies(count, cast):
    for _ in range(count):
        VacancyFactory(prospector=cast["prospector"], received_on=today() - timedelta(days=90))
        ProposalFactory(vacancy__prospector=cast["prospector"], sent=True)


def more_partners(count, cast):
    for _ in range(count):
        PartnerFactory()


PAGES = {
    "employers": ("employers:employer-list", {}, more_employers),
    "employer": ("employers:employer-detail", {"employer": True}, more_placements),
    "vacancies": ("employers:vacancy-list", {}, more_employers),
    "vacancy with proposals": ("employers:vacancy-detail", {"vacancy": True}, more_proposals),
    "vacancy with requirements": ("employers:vacancy-detail", {"vacancy": True}, more_skills),
    "proposals": ("employers:proposal-list", {}, more_proposals),
    "board": ("employers:proposal-board", {}, more_proposals),
    "board of a vacancy": ("employers:proposal-board", {"offre": True}, more_proposals),
    "placements": ("employers:placement-list", {}, more_placements),
    "profile": ("employers:profile", {"beneficiary": True}, more_skills),
    "home": ("employers:home", {}, more_old_vacancies),
    "candidates": ("employers:proposal-create", {"offre": True}, more_skills),
    "vacancies for a person": ("employers:proposal-create", {"personne": True}, more_skills),
    "partners": ("partners:list", {}, more_partners),
}


@pytest.mark.parametrize("page", PAGES)
def test_a_longer_list_asks_no_more_queries(client_of, prospector, beneficiary, page):
    name, ends, more = PAGES[page]
    vacancy = VacancyFactory()
    cast = {"prospector": prospector, "beneficiary": beneficiary, "vacancy": vacancy}
    keys = {"employer": vacancy.employer_id, "vacancy": vacancy.pk, "beneficiary": beneficiary.pk}
    url = reverse(name, args=[keys[key] for key in ends if key in keys])
    query = {"offre": vacancy.pk, "tous": "on"} if "offre" in ends else {}
    query |= {"personne": beneficiary.pk} if "personne" in ends else {}
    browser = client_of(prospector)

    def asked() -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert browser.get(url, query).status_code == 200
        return len(queries)

    more(3, cast)
    few = asked()
    more(27, cast)
    assert asked() == few
    assert few <= MOST


def test_the_tab_of_a_person_asks_no_more_queries(client_of, coach, beneficiary):
    cast = {"vacancy": VacancyFactory(), "beneficiary": beneficiary}
    url = reverse("employers:panel", args=[beneficiary.pk])
    browser = client_of(coach)

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert browser.get(url, headers={"HX-Request": "true"}).status_code == 200
        return len(queries)

    more_placements(3, cast)
    few = asked()
    more_placements(27, cast)
    assert asked() == few
    assert few <= MOST
