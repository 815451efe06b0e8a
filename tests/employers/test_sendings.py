"""A profile leaves the house: what it says, with whose agreement, to whom, and what is kept."""

import re
from datetime import date, timedelta
from html import unescape
from io import BytesIO

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from beneficiaries.enums import DocumentKind
from beneficiaries.models import FileOpening
from beneficiaries.services.documents import check_document
from employers import tasks
from employers.enums import ConsentMeans, ProfileChannel, ProposalStage
from employers.models import ProfileSending
from employers.services.profile_sheets import LETTERS, reference_of
from employers.services.sendings import cvs_of, mail_sending, send_profile
from mirec.celery import app
from mirec.core.periods import today
from tests.factories import (
    BeneficiarySkillFactory,
    ContactFactory,
    DocumentFactory,
    LocalityFactory,
    OccupationFactory,
    PlacementFactory,
    ProfileSendingFactory,
    ProposalFactory,
    RequirementFactory,
    SkillFactory,
    VacancyFactory,
    WorkWishFactory,
)

pytestmark = pytest.mark.django_db
ON = date(2026, 3, 10)
MOST_QUERIES = 18
SEXED = re.compile(r"\b(il|elle|homme|femme|monsieur|madame|né|née|masculin|féminin)\b", re.I)


@pytest.fixture
def person(beneficiary):
    """All that an anonymous profile must not tell, and the little that it does."""
    beneficiary.born_on = date(1991, 4, 7)
    beneficiary.sex = "F"
    beneficiary.street = "Rue du Moulin 12"
    beneficiary.locality = LocalityFactory(name="Marcinelle", commune="Charleville")
    beneficiary.phone = "+32470123456"
    beneficiary.email = "noah.petit@courriel.example"
    beneficiary.diploma = "upper_secondary"
    beneficiary.studies = "Gestion, École du Moulin"
    beneficiary.availability = "Quand sa fille est à l'école"
    beneficiary.available_from = date(2026, 3, 1)
    beneficiary.has_driving_licence = True
    beneficiary.save()
    WorkWishFactory(beneficiary=beneficiary)
    BeneficiarySkillFactory(
        beneficiary=beneficiary,
        skill=SkillFactory(label="Préparer une commande"),
        level=3,
        evidence="Attestation de Noah Petit",
    )
    return beneficiary


@pytest.fixture
def proposal(person, prospector):
    vacancy = VacancyFactory(title="Cariste", prospector=prospector, received_on=date(2026, 3, 1))
    vacancy.contact = ContactFactory(employer=vacancy.employer)
    vacancy.save()
    return ProposalFactory(beneficiary=person, vacancy=vacancy, proposed_on=date(2026, 3, 2))


@pytest.fixture
def job(person):
    """Eight months in the library's word; the contract's own title is in the feminine."""
    return PlacementFactory(
        beneficiary=person,
        vacancy=VacancyFactory(occupation=OccupationFactory(label="Magasinage")),
        job_title="Magasinière",
        contract_type="article_60",
        starts_on=date(2025, 5, 10),
        planned_end_on=date(2026, 1, 10),
    )


def sent(proposal, by, **changes) -> ProfileSending:
    skills = list(proposal.beneficiary.skills.values_list("skill", flat=True))
    data = {
        "channel": ProfileChannel.EMAIL,
        "recipient": proposal.vacancy.contact,
        "is_anonymous": True,
        "document": None,
        "skills": skills,
        "items": [],
        "message": "",
        "consented_on": date(2026, 3, 9),
        "consent_means": ConsentMeans.ORAL,
        "by": by,
        "on": ON,
    }
    return send_profile(proposal=proposal, **data | changes)


def secrets_of(person) -> list[str]:
    return [
        "Noah", "Petit", "07/04/1991", "7 avril 1991", "1991", "34 ans", "35 ans", "Moulin",
        "Marcinelle", "Charleville", person.locality.postal_code, person.file_number, "0470",
        "courriel.example", "Article 60", "Magasinière", "fille", "Attestation",
    ]  # fmt: skip


def text_of(paper: bytes) -> str:
    text = " ".join(page.extract_text() for page in PdfReader(BytesIO(paper)).pages)
    return " ".join(text.split())


def test_an_anonymous_profile_tells_nobody_who_the_person_is(proposal, job, prospector):
    sending = sent(proposal, prospector, items=[f"contrat-{job.pk}", "diplome"])
    assert mail_sending(pk=sending.pk, at=timezone.now())
    (message,) = mail.outbox
    name, paper, media_type = message.attachments[0]
    said = text_of(paper)
    assert (name, media_type) == (f"profil-{sending.content['reference']}.pdf", "application/pdf")
    assert len(PdfReader(BytesIO(paper)).pages) == 1
    metadata = str(PdfReader(BytesIO(paper)).metadata)
    everything = "\n".join([message.subject, message.body, name, said, metadata])
    assert [each for each in secrets_of(proposal.beneficiary) if each in everything] == []
    assert SEXED.findall(everything) == []
    for told in ("Préparer une commande", "En autonomie", "Magasinage, 8 mois", "Permis B"):
        assert told in said
    assert message.to == ["anne.delvaux@entreprise.example"]
    assert message.reply_to == [prospector.email]


def test_what_was_sent_stays_as_it_was(proposal, person, prospector, client_of):
    sending = sent(proposal, prospector)
    browser = client_of(prospector)
    paper = reverse("employers:sending-paper", args=[sending.pk])
    before = text_of(browser.get(paper).content)
    person.skills.update(level=1)
    BeneficiarySkillFactory(beneficiary=person, skill=SkillFactory(label="Souder"))
    person.has_driving_licence = False
    person.save()
    after = browser.get(paper)
    assert text_of(after.content) == before
    assert sending.content["reference"] in after["Content-Disposition"]


def test_a_reference_says_nothing_and_does_not_change(proposal, other_beneficiary):
    other = ProposalFactory(beneficiary=other_beneficiary)
    reference = reference_of(proposal)
    assert reference == reference_of(proposal) != reference_of(other)
    assert set(reference) <= set(LETTERS)


def test_sending_brings_a_waiting_proposal_to_sent_and_leaves_a_later_one(proposal, prospector):
    sent(proposal, prospector)
    proposal.refresh_from_db()
    assert (proposal.stage, proposal.stage_on) == (ProposalStage.SENT, ON)
    later = ProposalFactory(beneficiary=proposal.beneficiary, interview=True)
    sent(later, prospector, channel=ProfileChannel.PAPER)
    later.refresh_from_db()
    assert later.stage == ProposalStage.INTERVIEW


@pytest.mark.parametrize("ended", [{"refused": True}, {"withdrawn": True}, {"hired": True}])
def test_nothing_is_sent_for_a_proposal_that_has_ended(prospector, ended):
    with pytest.raises(ValidationError, match="plus rien n'est à envoyer"):
        sent(ProposalFactory(**ended), prospector)
    assert not ProfileSending.objects.exists()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"recipient": None}, "à qui le profil part"),
        ({"message": "Noah est disponible."}, "Ces mots disent qui est la personne : « Noah »"),
        ({"consented_on": date(2026, 3, 11)}, "donne son accord avant l'envoi"),
        ({"is_anonymous": False}, "part de l'équipe qui suit la personne"),
    ],
)
def test_what_must_not_leave_does_not(proposal, prospector, changes, sentence):
    with pytest.raises(ValidationError) as refusal:
        sent(proposal, prospector, **changes)
    assert sentence in " ".join(refusal.value.messages)
    proposal.refresh_from_db()
    assert proposal.stage == ProposalStage.PROPOSED


def test_a_profile_goes_to_the_vacancys_employer_who_has_an_address(proposal, prospector):
    silent = ContactFactory(employer=proposal.vacancy.employer, email="")
    for contact, sentence in ((ContactFactory(), "autre employeur"), (silent, "pas d'adresse")):
        with pytest.raises(ValidationError, match=sentence):
            sent(proposal, prospector, recipient=contact)


def test_the_team_sends_the_name_and_the_cv(proposal, coach):
    cv = DocumentFactory(
        beneficiary=proposal.beneficiary, kind=DocumentKind.CV, file=ContentFile(b"%PDF", "cv.pdf")
    )
    sending = sent(proposal, coach, is_anonymous=False, document=cv, items=["diplome"])
    mail_sending(pk=sending.pk, at=timezone.now())
    (message,) = mail.outbox
    profile, attached = message.attachments
    assert "Noah Petit" in text_of(profile[1])
    assert "secondaire supérieur" in text_of(profile[1])
    assert (attached[0], attached[1]) == (cv.name, b"%PDF")
    assert sending.content["cv_sha256"] == cv.sha256
    assert "Noah" not in message.subject


@pytest.mark.parametrize(
    "paper",
    [{"kind": DocumentKind.DIPLOMA}, {"is_sealed": True}, {"withdrawn": True}, {"foreign": True}],
)
def test_only_a_cv_of_the_file_is_joined(proposal, coach, other_beneficiary, paper):
    foreign = paper.pop("foreign", False)
    whose = other_beneficiary if foreign else proposal.beneficiary
    cv = DocumentFactory(**{"beneficiary": whose, "kind": DocumentKind.CV} | paper)
    with pytest.raises(ValidationError, match="Choisissez un CV"):
        sent(proposal, coach, is_anonymous=False, document=cv)


# The mail


def test_a_mail_leaves_once(proposal, prospector):
    sending = sent(proposal, prospector)
    assert [mail_sending(pk=sending.pk, at=timezone.now()) for _ in range(2)] == [True, False]
    printed = sent(proposal, prospector, channel=ProfileChannel.PAPER)
    assert not mail_sending(pk=printed.pk, at=timezone.now())
    assert len(mail.outbox) == 1


def test_an_address_that_refuses_is_tried_again_and_named_nowhere(
    proposal, prospector, monkeypatch, caplog
):
    sending = sent(proposal, prospector)

    def refuse(self):
        raise OSError("anne.delvaux@entreprise.example")

    with monkeypatch.context() as broken:
        broken.setattr("django.core.mail.EmailMessage.send", refuse)
        assert tasks.mail_profile(sending.pk) == 0
    assert "anne.delvaux" not in caplog.text
    assert tasks.mail_all_profiles() == 1
    assert tasks.mail_all_profiles() == 0


def test_without_a_broker_the_sending_is_kept(
    proposal, prospector, monkeypatch, django_capture_on_commit_callbacks
):
    def down(*args, **options):
        raise ConnectionError

    monkeypatch.setattr(tasks.mail_profile, "apply_async", down)
    sending = sent(proposal, prospector)
    with django_capture_on_commit_callbacks(execute=True):
        tasks.mail_profile_later(sending)
    assert tasks.mail_all_profiles() == 1


def test_the_quarter_of_an_hour_is_in_the_calendar():
    assert app.conf.beat_schedule["mail-profiles"]["task"] in app.tasks


# The pages


def url(proposal) -> str:
    return reverse("employers:sending-create", args=[proposal.pk])


def page_of(browser, proposal, **data) -> str:
    response = browser.post(url(proposal), data) if data else browser.get(url(proposal))
    assert response.status_code == 200
    return unescape(response.text)


@pytest.fixture
def filled(proposal):
    return {
        "skills": list(proposal.beneficiary.skills.values_list("skill", flat=True)),
        "channel": "email",
        "recipient": proposal.vacancy.contact_id,
        "agreed": "on",
        "consented_on": today().isoformat(),
        "consent_means": "signed",
        "message": "Motivation réelle.",
    }


def test_a_prospector_composes_an_anonymous_profile_only(client_of, proposal, prospector):
    DocumentFactory(beneficiary=proposal.beneficiary, kind=DocumentKind.CV, name="cv-noah.pdf")
    page = page_of(client_of(prospector), proposal)
    assert "Préparer une commande" in page
    for kept in ("cv-noah.pdf", "Avec le nom", "secondaire supérieur", "Moulin", "1991"):
        assert kept not in page
    assert FileOpening.objects.get().opened_by == prospector


def test_the_team_may_choose_the_name_and_a_cv(client_of, proposal, coach):
    DocumentFactory(beneficiary=proposal.beneficiary, kind=DocumentKind.CV, name="cv-noah.pdf")
    page = page_of(client_of(coach), proposal)
    for offered in ("cv-noah.pdf", "Avec le nom", "secondaire supérieur"):
        assert offered in page


def test_a_cv_that_the_person_sent_goes_out_once_a_colleague_has_checked_it(proposal, coach):
    person = proposal.beneficiary
    cv = DocumentFactory(beneficiary=person, kind=DocumentKind.CV, created_by=person.user)
    assert not cvs_of(person, coach)
    check_document(document=cv, by=coach, on=today())
    assert list(cvs_of(person, coach)) == [cv]


def test_the_skills_that_the_vacancy_asks_for_are_chosen_first(client_of, proposal, prospector):
    asked = BeneficiarySkillFactory(
        beneficiary=proposal.beneficiary, skill=SkillFactory(label="Conduire un chariot")
    )
    RequirementFactory(vacancy=proposal.vacancy, skill=asked.skill)
    sheet = client_of(prospector).get(url(proposal)).context["sheet"]
    assert [skill[0] for skill in sheet["skills"]] == ["Conduire un chariot"]


def test_a_preview_sends_nothing(client_of, proposal, prospector, filled):
    page = page_of(client_of(prospector), proposal, apercu="1", message="Motivation réelle.")
    assert "Motivation réelle." in page
    assert not ProfileSending.objects.exists()


def test_a_profile_is_sent_and_logged(client_of, proposal, prospector, filled, person):
    browser = client_of(prospector)
    response = browser.post(url(proposal), filled, follow=True)
    sending = ProfileSending.objects.get()
    page = unescape(response.text)
    assert f"Le profil {sending.content['reference']} part à Anne Delvaux." in page
    assert "par écrit, signé" in page
    assert sending.is_anonymous
    for address in (
        reverse("employers:profile", args=[person.pk]),
        url(proposal),
    ):
        assert sending.content["reference"] in browser.get(address).text


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"agreed": ""}, "obligatoire"),
        ({"consented_on": (today() + timedelta(days=1)).isoformat()}, "pas encore venue"),
        ({"consented_on": ""}, "obligatoire"),
        ({"consent_means": ""}, "obligatoire"),
        ({"recipient": ""}, "à qui le profil part"),
        ({"recipient": "99999999"}, "choix"),
        ({"skills": ["99999999"]}, "n’en fait pas partie"),
        ({"skills": ["²"]}, "n’en fait pas partie"),
        ({"message": "Elle est motivée."}, "Ces mots disent qui est la personne"),
        ({"kind": "nomme"}, ""),
    ],
)
def test_a_sending_that_lacks_something_is_said_in_words(
    client_of, proposal, prospector, filled, changes, sentence
):
    page = client_of(prospector).post(url(proposal), filled | changes)
    if sentence:
        assert sentence.replace("’", "'") in unescape(page.text).replace("’", "'")
        assert not ProfileSending.objects.exists()
    else:
        assert ProfileSending.objects.get().is_anonymous


def test_a_cv_does_not_go_with_an_anonymous_profile(client_of, proposal, coach, filled):
    cv = DocumentFactory(beneficiary=proposal.beneficiary, kind=DocumentKind.CV)
    sent_so = filled | {"kind": "anonyme", "document": cv.pk}
    assert "Un CV porte le nom" in page_of(client_of(coach), proposal, **sent_so)


def test_the_cv_is_opened_by_the_team_only(client_of, coach, prospector, proposal):
    cv = DocumentFactory(beneficiary=proposal.beneficiary, kind=DocumentKind.CV, name="cv-noah.pdf")
    sending = ProfileSendingFactory(
        proposal=proposal, is_anonymous=False, document=cv, created_by=coach
    )
    address = reverse("employers:sending-detail", args=[sending.pk])
    assert "cv-noah.pdf" in client_of(coach).get(address).text
    assert "cv-noah.pdf" not in client_of(prospector).get(address).text


def test_the_person_reads_who_received_the_profile(client_of, beneficiary, other_beneficiary):
    sending = ProfileSendingFactory(proposal__beneficiary=beneficiary)
    address = reverse("employers:my-sendings")
    employer = sending.proposal.vacancy.employer.name
    assert employer in client_of(beneficiary.user).get(address).text
    assert employer not in client_of(other_beneficiary.user).get(address).text


@pytest.mark.parametrize("role", ["coach", "prospector"])
def test_a_longer_file_asks_no_more_queries(client_of, proposal, person, role, request):
    browser = client_of(request.getfixturevalue(role))

    def more(count: int) -> None:
        for _ in range(count):
            ProfileSendingFactory(proposal=proposal)
            ContactFactory(employer=proposal.vacancy.employer)
            PlacementFactory(beneficiary=person, vacancy=VacancyFactory())
            BeneficiarySkillFactory(beneficiary=person)
            DocumentFactory(beneficiary=person, kind=DocumentKind.CV)

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert browser.get(url(proposal)).status_code == 200
        return len(queries)

    more(3)
    few = asked()
    more(20)
    assert asked() == few
    assert few <= MOST_QUERIES
