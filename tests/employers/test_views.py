"""What the people of the house see and may do with employers, vacancies and proposals."""

import pytest
from django.urls import reverse

from beneficiaries.models import FileOpening
from employers.enums import Need, ProposalStage, VacancyStatus
from employers.models import Contact, Employer, Proposal, Vacancy
from mirec.core.periods import today
from tests.factories import (
    BeneficiarySkillFactory,
    ContactFactory,
    EmployerFactory,
    LocalityFactory,
    OccupationFactory,
    PlacementFactory,
    ProposalFactory,
    RequirementFactory,
    SiteFactory,
    SkillFactory,
    VacancyFactory,
)

BCE = "0403.019.261"


def text_of(response) -> str:
    return response.content.decode().replace("\u00a0", " ").replace("&#x27;", "'")


@pytest.fixture
def browser(client_of, prospector):
    return client_of(prospector)


def employer_data(**changes) -> dict:
    return {"name": "Sambre Logistique", "bce": "", "sector": "Transport"} | changes


# Employers


@pytest.mark.parametrize(
    "typed", ["BE 0403.019.261", "be0403019261", "403019261", "0403 019 261", "0403.019.261"]
)
def test_a_bce_number_is_understood_however_it_is_typed(browser, prospector, typed):
    response = browser.post(reverse("employers:employer-create"), employer_data(bce=typed))
    employer = Employer.objects.get()
    assert response.url == employer.get_absolute_url()
    assert (employer.bce, employer.created_by) == ("0403019261", prospector)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        pytest.param({"bce": "0403019262"}, "deux derniers chiffres", id="check digits"),
        pytest.param({"bce": "12345"}, "dix chiffres", id="too short"),
        pytest.param({"bce": "9403019261"}, "commence par 0 ou 1", id="a wrong first figure"),
        pytest.param({"bce": "pas de numéro"}, "dix chiffres", id="words"),
        pytest.param({"nace": "abc"}, "Un code NACE", id="NACE"),
        pytest.param({"nace": "04.1"}, "Aucune division NACE", id="NACE division"),
        pytest.param({"phone": "12"}, "Ce numéro n'existe pas", id="phone"),
        pytest.param({"locality": "Trifouilly"}, "Aucune localité", id="unknown locality"),
        pytest.param({"name": ""}, "obligatoire", id="no name"),
        pytest.param({"note": "x" * 5_001}, "au plus 5000", id="a note too long"),
        pytest.param({"name": "x\0"}, "nul", id="a null character"),
    ],
)
def test_what_is_wrong_with_an_employer_is_said_and_nothing_typed_is_lost(
    browser, changes, sentence
):
    data = employer_data(sector="Transport de colis", **changes)
    response = browser.post(reverse("employers:employer-create"), data)
    assert sentence in text_of(response)
    assert "Transport de colis" in text_of(response)
    assert not Employer.objects.exists()


def test_a_bce_number_belongs_to_one_employer_only(browser):
    twin = EmployerFactory(name="Déjà là SA", bce="0403019261")
    response = browser.post(reverse("employers:employer-create"), employer_data(bce=BCE))
    assert f'<a href="{twin.get_absolute_url()}">Déjà là SA</a> a déjà ce' in text_of(response)


def test_an_employer_changed_meanwhile_asks_before_it_overwrites(browser):
    employer = EmployerFactory(name="Sambre Logistique", sector="Transport")
    url = reverse("employers:employer-edit", args=[employer.pk])
    version = browser.get(url).context["form"]["version"].value()
    Employer.objects.filter(pk=employer.pk).update(sector="Entreposage")
    data = employer_data(sector="Livraison", version=version)
    response = browser.post(url, data)
    assert "Quelqu'un a modifié ces données" in text_of(response)
    assert "Livraison" in text_of(response)
    data["version"] = response.context["form"]["version"].value()
    browser.post(url, data)
    employer.refresh_from_db()
    assert employer.sector == "Livraison"


def test_the_page_of_an_employer_shows_contacts_vacancies_and_persons_hired(browser, beneficiary):
    employer = EmployerFactory()
    contact = ContactFactory(employer=employer)
    vacancy = VacancyFactory(employer=employer)
    PlacementFactory(employer=employer, beneficiary=beneficiary)
    shown = text_of(browser.get(employer.get_absolute_url()))
    for expected in (contact.last_name, vacancy.title, "Noah Petit", employer.bce_formatted):
        assert expected in shown


def test_a_contact_is_added_and_changed(browser):
    employer = EmployerFactory()
    add = reverse("employers:contact-create", args=[employer.pk])
    browser.post(add, {"last_name": "Delvaux", "phone": "071 12 34 56"})
    contact = Contact.objects.get(employer=employer)
    assert str(contact.phone.as_e164) == "+3271123456"
    change = reverse("employers:contact-edit", args=[contact.pk])
    browser.post(change, {"last_name": "Delvaux", "position": "Directrice"})
    contact.refresh_from_db()
    assert contact.position == "Directrice"
    assert "Ce champ est obligatoire" in text_of(browser.post(change, {"last_name": ""}))


@pytest.mark.parametrize("q", ["logist", "LOGÎST", "0403.019", "sambre log"])
def test_employers_are_found_by_name_or_number(browser, q):
    EmployerFactory(name="Sambre Logistique", bce="0403019261")
    EmployerFactory(name="Carrelages du Pays Noir")
    shown = text_of(browser.get(reverse("employers:employer-list"), {"q": q}))
    assert "Sambre Logistique" in shown
    assert "Carrelages" not in shown


# Vacancies


def vacancy_data(**changes) -> dict:
    lines = {"exigences-TOTAL_FORMS": "3", "exigences-INITIAL_FORMS": "0"}
    for index in range(3):
        lines |= {f"exigences-{index}-need": "must", f"exigences-{index}-level": "2"}
    return {"posts_count": "1", "contract_type": ""} | lines | changes


def test_a_vacancy_is_noted_in_a_minute(browser, prospector):
    employer = EmployerFactory(name="Sambre Logistique")
    occupation = OccupationFactory(label="Cariste")
    SkillFactory(label="Conduire un chariot élévateur")
    SkillFactory(label="Lire un bon de commande")
    data = vacancy_data(
        employer="sambre logistique",
        occupation="cariste",
        posts_count="2",
        hours_per_week="38",
        **{
            "exigences-0-skill": "conduire un chariot élévateur",
            "exigences-0-level": "3",
            "exigences-1-skill": "bon de commande",
            "exigences-1-need": "trainable",
        },
    )
    response = browser.post(reverse("employers:vacancy-create"), data)
    vacancy = Vacancy.objects.get()
    assert response.url == vacancy.get_absolute_url()
    assert (vacancy.employer, vacancy.occupation, vacancy.title) == (
        employer,
        occupation,
        "Cariste",
    )
    assert (vacancy.received_on, vacancy.prospector, vacancy.posts_count) == (
        today(),
        prospector,
        2,
    )
    asked = {(row.skill.label, row.need, row.level) for row in vacancy.requirements.all()}
    assert asked == {
        ("Conduire un chariot élévateur", Need.MUST, 3),
        ("Lire un bon de commande", Need.TRAINABLE, 2),
    }


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        pytest.param({"employer": "0999"}, "Aucun employeur ne porte ce nom", id="a number"),
        pytest.param({"employer": "x" * 161}, "au plus 160", id="a name too long"),
        pytest.param({"employer": "Sambre Logistik"}, "peut-être déjà encodé", id="near name"),
        pytest.param({"employer": "sambre"}, "ce nom contient le vôtre", id="part of a name"),
        pytest.param({"occupation": "Inconnu"}, "Aucun métier ne correspond", id="occupation"),
        pytest.param({"posts_count": "0"}, "supérieure ou égale à 1", id="no post"),
        pytest.param({"hours_per_week": "70"}, "inférieure ou égale à 60", id="hours"),
        pytest.param({"starts_on": "31/02/2026"}, "date valide", id="a day that does not exist"),
        pytest.param({"starts_on": "2062-01-01"}, "vérifiez l'année", id="a typing slip"),
        pytest.param({"description": "x" * 10_001}, "au plus 10000", id="description"),
        pytest.param(
            {"exigences-0-skill": "Inconnue"}, "Aucune compétence ne correspond", id="skill"
        ),
        pytest.param(
            {"exigences-0-skill": "Carreler", "exigences-1-skill": "carreler"},
            "Cette compétence est déjà demandée plus haut",
            id="the same skill twice",
        ),
    ],
)
def test_what_is_wrong_with_a_vacancy_is_said_and_nothing_typed_is_lost(browser, changes, sentence):
    EmployerFactory(name="Sambre Logistique")
    OccupationFactory(label="Cariste")
    SkillFactory(label="Carreler")
    good = {"employer": "Sambre Logistique", "occupation": "Cariste"}
    good["description"] = "Quai 12"
    response = browser.post(reverse("employers:vacancy-create"), vacancy_data(**good | changes))
    assert sentence in text_of(response)
    assert "10000" in sentence or "Quai 12" in text_of(response)
    assert Employer.objects.count() == 1
    assert not Vacancy.objects.exists()


def test_two_branches_of_one_name_are_told_apart_by_their_locality(browser):
    jumet = LocalityFactory(postal_code="6040", name="Jumet", commune="Charleroi")
    EmployerFactory(name="Super Frais", locality=LocalityFactory())
    branch = EmployerFactory(name="Super Frais", locality=jumet)
    OccupationFactory(label="Caissier")
    url = reverse("employers:vacancy-create")
    vague = browser.post(url, vacancy_data(employer="super frais", occupation="Caissier"))
    assert "Plusieurs réponses sont possibles" in text_of(vague)
    browser.post(url, vacancy_data(employer="Super Frais (6040 Jumet)", occupation="Caissier"))
    assert Vacancy.objects.get().employer == branch


def test_the_form_of_a_vacancy_begins_with_the_employer_one_comes_from(browser):
    employer = EmployerFactory(name="Sambre Logistique")
    url = reverse("employers:vacancy-create")
    assert "Sambre Logistique (6000 Charleroi)" in text_of(
        browser.get(url, {"employeur": employer.pk})
    )
    assert browser.get(url, {"employeur": "²"}).status_code == 200


def test_suggestions_follow_what_is_typed_whatever_the_field_is_called(browser):
    EmployerFactory(name="Sambre Logistique")
    url = reverse("employers:suggestions", args=["employeur"])
    assert "Sambre Logistique (6000 Charleroi)" in text_of(
        browser.get(url, {"x-1-employer": "sam"})
    )
    assert browser.get(reverse("employers:suggestions", args=["autre"])).status_code == 404


def test_a_vacancy_is_completed_later(browser):
    vacancy = VacancyFactory(title="Cariste")
    contact = ContactFactory(employer=vacancy.employer)
    url = reverse("employers:vacancy-edit", args=[vacancy.pk])
    data = {
        "occupation": str(vacancy.occupation),
        "title": "Cariste de nuit",
        "posts_count": "3",
        "schedule": "22 h à 6 h",
        "contact": contact.pk,
        "prospector": vacancy.prospector.pk,
    }
    browser.post(url, data)
    vacancy.refresh_from_db()
    assert (vacancy.title, vacancy.posts_count, vacancy.contact) == ("Cariste de nuit", 3, contact)
    stranger = ContactFactory()
    assert "valide" in text_of(browser.post(url, data | {"contact": stranger.pk}))


def edited(vacancy, **changes) -> dict:
    """What the complete form sends."""
    return {
        "occupation": str(vacancy.occupation),
        "title": vacancy.title,
        "posts_count": "1",
        "prospector": vacancy.prospector_id,
    } | changes


def test_everything_about_a_vacancy_is_completed_and_shown(browser):
    vacancy = VacancyFactory(title="Cariste", locality=None, contract_type="", hours_per_week=None)
    RequirementFactory(vacancy=vacancy)
    page = text_of(browser.get(vacancy.get_absolute_url()))
    url = reverse("employers:vacancy-edit", args=[vacancy.pk])
    assert f'<a href="{url}#id_pay_from_eur">le salaire</a>' in page
    assert f'<a href="{url}#id_slots_0">les moments de travail</a>' in page
    assert 'id="id_slots_0"' in text_of(browser.get(url))
    site = SiteFactory(employer=vacancy.employer, access_without_car="Bus 66, 4 minutes")
    contact = ContactFactory(employer=vacancy.employer)
    data = edited(
        vacancy,
        contract_type="cdi",
        hours_per_week="19",
        process="pfi",
        slots=["early", "weekends"],
        pay_from_eur="14.50",
        pay_to_eur="16",
        pay_unit="hour",
        site=site.pk,
        contact=contact.pk,
        needs_licence="on",
        starts_on=today().isoformat(),
    )
    response = browser.post(url, data)
    assert response.status_code == 302, response.context["form"].errors
    vacancy.refresh_from_db()
    assert (vacancy.slots, vacancy.process) == (["early", "weekends"], "pfi")
    assert (vacancy.access_without_car, vacancy.locality) == ("Bus 66, 4 minutes", site.locality)
    shown = text_of(browser.get(vacancy.get_absolute_url()))
    for expected in (
        "Tôt le matin, le week-end",
        "De 14,50 € à 16,00 € brut par heure",
        "Plan formation-insertion (PFI)",
        "Bus 66, 4 minutes",
        "permis B demandé",
        f'href="tel:{contact.phone.as_e164}"',
    ):
        assert expected in shown
    assert "À compléter" not in shown


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"pay_from_eur": "14"}, "par heure ou par mois"),
        ({"pay_from_eur": "14", "pay_to_eur": "12", "pay_unit": "hour"}, "suit le plus bas"),
        ({"pay_from_eur": "-1", "pay_unit": "hour"}, "dépasse zéro"),
        ({"pay_to_eur": "0", "pay_unit": "hour"}, "dépasse zéro"),
        ({"slots": ["lundi"]}, "choix valide"),
        ({"site": "foreign"}, "choix valide"),
        ({"title": "x" * 161}, "au plus 160"),
    ],
)
def test_what_is_wrong_with_a_complete_vacancy_is_said(browser, changes, sentence):
    vacancy = VacancyFactory(title="Cariste")
    if changes.get("site"):
        changes = {"site": SiteFactory().pk}
    url = reverse("employers:vacancy-edit", args=[vacancy.pk])
    data = edited(vacancy, workplace="Quai 12") | changes
    response = browser.post(url, data)
    assert sentence in text_of(response)
    assert "Quai 12" in text_of(response)
    vacancy.refresh_from_db()
    assert (vacancy.pay_unit, vacancy.workplace) == ("", "")


def test_a_new_employer_is_recorded_with_its_name_alone_during_the_call(browser, prospector):
    OccupationFactory(label="Cariste")
    url = reverse("employers:vacancy-create")
    browser.post(url, vacancy_data(employer="Toitures Martinet", occupation="Cariste"))
    vacancy = Vacancy.objects.get()
    employer = vacancy.employer
    assert (employer.name, employer.prospector, employer.created_by) == (
        "Toitures Martinet",
        prospector,
        prospector,
    )
    url = reverse("employers:employer-edit", args=[employer.pk])
    shown = text_of(browser.get(employer.get_absolute_url()))
    assert f'À compléter :</strong> <a href="{url}#id_bce">le numéro BCE</a>' in shown
    assert "qui le suit" not in shown


def test_a_name_that_resembles_is_decided_during_the_call(browser):
    known = EmployerFactory(name="Sambre Logistique")
    OccupationFactory(label="Cariste")
    url = reverse("employers:vacancy-create")
    data = vacancy_data(employer="Sambre Logistik", occupation="Cariste")
    asked = browser.post(url, data)
    data["seen_twins"] = asked.context["form"].twins_key
    browser.post(url, data | {"same_as": known.pk})
    assert Vacancy.objects.get().employer == known
    browser.post(url, data | {"same_as": "autre"})
    assert Vacancy.objects.latest("pk").employer.name == "Sambre Logistik"
    assert Employer.objects.count() == 2


def test_closing_a_vacancy_withdraws_who_was_waiting(browser, beneficiary):
    vacancy = VacancyFactory()
    waiting = ProposalFactory(vacancy=vacancy, beneficiary=beneficiary, sent=True)
    hired = ProposalFactory(vacancy=vacancy, hired=True)
    url = reverse("employers:vacancy-close", args=[vacancy.pk])
    assert "1 proposition en cours est retirée" in text_of(browser.get(url))
    browser.post(url, {"status": "filled"})
    for row in (vacancy, waiting, hired):
        row.refresh_from_db()
    assert (vacancy.status, vacancy.closed_on) == (VacancyStatus.FILLED, today())
    assert (waiting.stage, waiting.refusal_reason) == (
        ProposalStage.WITHDRAWN,
        "L'offre est pourvue.",
    )
    assert (waiting.refusal_side, waiting.refusal_kind) == ("employer", "filled")
    assert hired.stage == ProposalStage.HIRED
    assert "déjà clôturée" in text_of(browser.post(url, {"status": "filled"}))


def test_the_list_shows_open_vacancies_first_of_all(browser):
    VacancyFactory(title="Ouverte ici")
    VacancyFactory(title="Pourvue hier", filled=True)
    url = reverse("employers:vacancy-list")
    assert "Pourvue hier" not in text_of(browser.get(url))
    assert "Pourvue hier" in text_of(browser.get(url, {"status": ""}))


@pytest.mark.parametrize(
    ("watch", "shown"),
    [("alone", {"Seule"}), ("stale", {"Ancienne"}), ("recent", {"Seule", "Proposée"})],
)
def test_vacancies_to_wake_up_are_one_filter_away(browser, watch, shown):
    VacancyFactory(title="Seule", received_on=today())
    ProposalFactory(vacancy__title="Proposée", vacancy__received_on=today())
    old = VacancyFactory(title="Ancienne", received_on=today().replace(year=today().year - 1))
    ProposalFactory(vacancy=old)
    page = browser.get(reverse("employers:vacancy-list"), {"watch": watch})
    assert {row.record.title for row in page.context["table"].rows} == shown


# Proposals


def test_persons_are_laid_beside_the_vacancy_those_with_most_skills_first(browser, beneficiary):
    vacancy = VacancyFactory()
    held = RequirementFactory(vacancy=vacancy, level=3)
    RequirementFactory(vacancy=vacancy)
    BeneficiarySkillFactory(beneficiary=beneficiary, skill=held.skill, level=3)
    lower = BeneficiarySkillFactory(skill=held.skill, level=1)
    address = {"offre": vacancy.pk, "tous": "on"}
    page = browser.get(reverse("employers:proposal-create"), address)
    names = [row.person.pk for row in page.context["rows"]]
    assert names == [beneficiary.pk, lower.beneficiary.pk]
    assert "1 compétence indispensable sur 2" in text_of(page)
    assert "débute (demandé : en autonomie)" in text_of(page)


def test_a_person_is_proposed_once_and_leaves_the_list(browser, beneficiary, prospector):
    vacancy = VacancyFactory()
    url = reverse("employers:proposal-create")
    data = {"offre": vacancy.pk, "personne": beneficiary.pk}
    assert browser.post(url, data).url == vacancy.get_absolute_url()
    proposal = Proposal.objects.get()
    assert (proposal.proposed_on, proposal.created_by) == (today(), prospector)
    again = browser.post(url, data, follow=True)
    assert "déjà proposée pour cette offre" in text_of(again)
    page = browser.get(url, {"offre": vacancy.pk, "tous": "on"})
    assert [row.person for row in page.context["rows"]] == []
    assert "Déjà présentées" in text_of(page)


def test_nobody_is_proposed_for_a_closed_vacancy(browser, beneficiary):
    vacancy = VacancyFactory(filled=True)
    data = {"offre": vacancy.pk, "personne": beneficiary.pk}
    response = browser.post(reverse("employers:proposal-create"), data, follow=True)
    assert "n'attend plus personne" in text_of(response)
    assert not Proposal.objects.exists()


def test_open_vacancies_are_laid_beside_the_person(browser, beneficiary):
    vacancy = VacancyFactory(title="Cariste")
    RequirementFactory(vacancy=vacancy)
    VacancyFactory(title="Pourvue", filled=True)
    page = text_of(browser.get(reverse("employers:proposal-create"), {"personne": beneficiary.pk}))
    assert "Cariste" in page
    assert "Pas la compétence indispensable" in page
    assert "Pourvue" not in page


@pytest.mark.parametrize("address", [{}, {"offre": "x"}, {"personne": "9" * 30}])
def test_a_proposal_without_its_two_ends_leads_to_the_vacancies(browser, address):
    response = browser.get(reverse("employers:proposal-create"), address)
    assert response.url == reverse("employers:vacancy-list")


def test_a_proposal_moves_by_a_select_and_a_button(browser, beneficiary):
    proposal = ProposalFactory(beneficiary=beneficiary)
    list_url = reverse("employers:proposal-list")
    assert "Déplacer" in text_of(browser.get(list_url))
    url = reverse("employers:proposal-move", args=[proposal.pk])
    response = browser.post(url, {"stage": "interview", "retour": list_url})
    assert response.url == list_url
    proposal.refresh_from_db()
    assert (proposal.stage, proposal.stage_on) == (ProposalStage.INTERVIEW, today())


def test_a_proposal_never_leads_out_of_the_house(browser, beneficiary):
    proposal = ProposalFactory(beneficiary=beneficiary)
    url = reverse("employers:proposal-move", args=[proposal.pk])
    response = browser.post(url, {"stage": "sent", "retour": "https://ailleurs.example/"})
    assert response.url == proposal.vacancy.get_absolute_url()


@pytest.mark.parametrize("stage", ["refused", "withdrawn"])
def test_a_refusal_or_withdrawal_asks_for_its_reason(browser, beneficiary, stage):
    proposal = ProposalFactory(beneficiary=beneficiary)
    url = reverse("employers:proposal-move", args=[proposal.pk])
    response = browser.post(url, {"stage": stage})
    assert "Raison" in text_of(response)
    sent = {"stage": stage, "kind": "other", "side": "person"}
    assert "Dites pourquoi" in text_of(browser.post(url, sent))
    browser.post(url, sent | {"reason": "Horaire trop matinal."})
    proposal.refresh_from_db()
    assert (proposal.stage, proposal.refusal_kind) == (stage, "other")
    assert proposal.refusal_reason == "Horaire trop matinal."


def test_why_a_person_withdraws_is_read_by_the_own_team_only(
    client_of, coach, stranger_coach, prospector, beneficiary
):
    vacancy = VacancyFactory()
    ProposalFactory(
        vacancy=vacancy, beneficiary=beneficiary, withdrawn=True, refusal_reason="Opération."
    )
    refused = ProposalFactory(vacancy=vacancy, refused=True)
    for reader, may_read in ((coach, True), (stranger_coach, False), (prospector, False)):
        shown = text_of(client_of(reader).get(vacancy.get_absolute_url()))
        assert ("Opération." in shown) is may_read
        assert refused.refusal_reason in shown


def test_a_withdrawn_proposal_does_not_tell_its_reason_in_the_form(browser, beneficiary):
    proposal = ProposalFactory(beneficiary=beneficiary, withdrawn=True, refusal_reason="Opération.")
    url = reverse("employers:proposal-move", args=[proposal.pk])
    assert "Opération." not in text_of(browser.get(url))


def test_lists_come_in_their_natural_order(browser):
    for name in ("Émaillerie", "Dépôt", "Zinguerie"):
        VacancyFactory(employer=EmployerFactory(name=name), received_on=today())
    VacancyFactory(title="La plus ancienne", received_on=today().replace(year=2024))
    employers = browser.get(reverse("employers:employer-list")).context["table"].rows
    names = [row.record.name_key for row in employers]
    assert names == sorted(names)
    vacancies = browser.get(reverse("employers:vacancy-list")).context["table"].rows
    assert [row.record.title for row in vacancies][-1] == "La plus ancienne"


def test_hiring_goes_by_the_contract_only(browser, beneficiary):
    proposal = ProposalFactory(beneficiary=beneficiary)
    url = reverse("employers:proposal-move", args=[proposal.pk])
    assert "choix valide" in text_of(browser.post(url, {"stage": "hired"}))
    hired = ProposalFactory(hired=True)
    url = reverse("employers:proposal-move", args=[hired.pk])
    assert "engagée" in text_of(browser.post(url, {"stage": "sent"}))


def test_a_coach_hires_from_a_proposal(client_of, coach, beneficiary):
    proposal = ProposalFactory(beneficiary=beneficiary)
    shown = text_of(client_of(coach).get(reverse("employers:proposal-list")))
    assert f"{reverse('coaching:hire')}?proposition={proposal.pk}" in shown


def test_a_prospector_moves_proposals_but_does_not_hire(browser, beneficiary):
    ProposalFactory(beneficiary=beneficiary)
    assert reverse("coaching:hire") not in text_of(browser.get(reverse("employers:proposal-list")))


# Placements, profile, tab, home


def test_the_page_of_a_contract_says_its_dates(client_of, coach, beneficiary):
    placement = PlacementFactory(beneficiary=beneficiary, fixed_term=True)
    shown = text_of(client_of(coach).get(placement.get_absolute_url()))
    assert "CDD" in shown
    assert "24 h par semaine" in shown
    assert "Noter la fin du contrat" in shown


def test_why_a_contract_ended_is_read_by_the_own_team_only(
    client_of, coach, prospector, beneficiary
):
    placement = PlacementFactory(
        beneficiary=beneficiary, ended=True, end_reason="health", is_aided=True
    )
    for reader, may_read in ((coach, True), (prospector, False)):
        shown = text_of(client_of(reader).get(placement.get_absolute_url()))
        assert ("Force majeure" in shown) is may_read
        assert ("avec une aide" in shown) is may_read


def test_a_coach_of_another_team_cannot_end_the_contract(client_of, stranger_coach, beneficiary):
    placement = PlacementFactory(beneficiary=beneficiary)
    shown = text_of(client_of(stranger_coach).get(placement.get_absolute_url()))
    assert "Noter la fin du contrat" not in shown


SECRETS = (
    "Rue de la Science 8",
    "01/01",
    "Famille monoparentale",
    "Primaire",
    "CPAS",
    "samira",
)


def test_a_profile_tells_what_a_vacancy_needs_and_nothing_social(browser, beneficiary, prospector):
    beneficiary.niss, beneficiary.nationality = None, "Maroc"
    beneficiary.niss_digest = None
    beneficiary.household = "single_parent"
    beneficiary.save()
    skill = BeneficiarySkillFactory(beneficiary=beneficiary, evidence="Certificat médical")
    response = browser.get(reverse("employers:profile", args=[beneficiary.pk]))
    shown = text_of(response)
    assert skill.skill.label in shown
    for secret in (*SECRETS, "Maroc", "Certificat médical", "470 12 34 56", "1990", "Femme"):
        assert secret not in shown
    assert response.context["person"].get_deferred_fields() >= {
        "niss",
        "born_on",
        "sex",
        "nationality",
        "street",
        "household",
        "residence",
        "diploma",
        "phone",
    }
    opening = FileOpening.objects.get()
    assert (opening.opened_by, opening.beneficiary) == (prospector, beneficiary)


def test_the_profile_leads_to_the_file_for_the_own_team_only(
    client_of, coach, stranger_coach, beneficiary
):
    url = reverse("employers:profile", args=[beneficiary.pk])
    assert "Ouvrir le dossier" in text_of(client_of(coach).get(url))
    assert "Ouvrir le dossier" not in text_of(client_of(stranger_coach).get(url))


def test_the_tab_of_the_person_shows_contracts_and_proposals(client_of, coach, beneficiary):
    placement = PlacementFactory(beneficiary=beneficiary)
    proposal = ProposalFactory(beneficiary=beneficiary)
    url = reverse("employers:panel", args=[beneficiary.pk])
    browser = client_of(coach)
    fragment = browser.get(url, headers={"HX-Request": "true"})
    assert "<html" not in text_of(fragment)
    for shown in (text_of(fragment), text_of(browser.get(url))):
        assert placement.job_title in shown
        assert proposal.vacancy.title in shown
        assert "Encoder une mise à l'emploi" in shown


def test_a_stranger_gets_404_for_the_tab(client_of, stranger_coach, beneficiary):
    url = reverse("employers:panel", args=[beneficiary.pk])
    assert client_of(stranger_coach).get(url).status_code == 404


@pytest.mark.parametrize(
    "name", ["employer-list", "vacancy-list", "proposal-list", "placement-list"]
)
def test_a_query_of_the_address_that_means_nothing_shows_the_list(browser, name):
    url = reverse(f"employers:{name}")
    nonsense = {"q": "%_\\'\"", "page": "0", "sort": "secret", "prospector": "x", "stage": "?"}
    assert browser.get(url, nonsense).status_code == 200
