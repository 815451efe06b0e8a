"""A hire with all its terms, and what is changed of a contract that runs."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from beneficiaries.enums import DocumentKind
from beneficiaries.services.documents import check_document
from coaching.enums import HireMark, Phase
from coaching.models import HireCheck, Journey
from coaching.services.contracts import (
    correct_job,
    extend_job,
    note_break,
    withdraw_break,
    withdraw_extension,
)
from coaching.services.hiring import follow_employment, hire
from employers.enums import ContractType, PayUnit, VacancyStatus
from employers.models import Placement, Vacancy, WorkBreak
from mirec.core.periods import last_day_of, today
from tests.factories import (
    BeneficiaryFactory,
    ContractExtensionFactory,
    DocumentFactory,
    EmployerFactory,
    HiringAidFactory,
    JourneyFactory,
    PlacementFactory,
    ProposalFactory,
    VacancyFactory,
    WorkBreakFactory,
)

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
PDF = b"%PDF-1.7 un contrat"


def shown(form) -> dict[str, object]:
    """What the page would send back if nothing was typed."""
    values = {name: form[name].value() for name in form.fields if name != "upload"}
    return {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in values.items()
        if value not in (None, "", False)
    }


@pytest.fixture
def vacancy() -> Vacancy:
    return VacancyFactory(
        title="Commis de cuisine",
        hours_per_week=38,
        contract_type="cdi",
        pay_from_eur=Decimal("14.50"),
        pay_to_eur=Decimal("16.00"),
        pay_unit=PayUnit.HOUR,
    )


@pytest.fixture
def address(beneficiary, vacancy) -> str:
    JourneyFactory(beneficiary=beneficiary, towards_employment=True)
    proposal = ProposalFactory(beneficiary=beneficiary, vacancy=vacancy, trial=True)
    return f"{reverse('coaching:hire')}?proposition={proposal.pk}"


# The hire


def test_a_hire_carries_the_terms_of_the_vacancy_and_what_is_added(
    client_of, coach, beneficiary, address, vacancy
):
    aid = HiringAidFactory()
    client = client_of(coach)
    page = client.get(address)
    assert f'data-home="engagement-propose:{vacancy.proposals.get().pk}"' in page.text
    form = page.context["form"]
    assert "de 14,50 € à 16,00 € brut par heure" in form["pay_eur"].help_text.replace("\u00a0", " ")
    paper = SimpleUploadedFile("contrat.pdf", PDF, content_type="application/pdf")
    sent = shown(form) | {"aid": aid.pk, "tutor": "Anne Delvaux", "upload": paper}
    assert client.post(address, sent).status_code == 302
    placement = Placement.objects.get()
    assert placement.vacancy == vacancy
    assert (placement.pay_eur, placement.pay_unit) == (Decimal("14.50"), "hour")
    assert (placement.aid, placement.is_aided, placement.tutor) == (aid, True, "Anne Delvaux")
    assert placement.proof.kind == DocumentKind.EMPLOYMENT
    assert placement.proof.beneficiary == beneficiary


def test_the_last_post_closes_the_vacancy_unless_one_says_no(client_of, coach, address, vacancy):
    other = ProposalFactory(vacancy=vacancy, sent=True)
    client = client_of(coach)
    form = client.get(address).context["form"]
    assert "sont alors retirées : 1." in form["closes_vacancy"].help_text
    client.post(address, shown(form))
    vacancy.refresh_from_db()
    other.refresh_from_db()
    assert (vacancy.status, vacancy.closed_on) == (VacancyStatus.FILLED, today())
    assert other.stage == "withdrawn"


def test_the_vacancy_stays_open_when_one_says_so(client_of, coach, address, vacancy):
    client = client_of(coach)
    sent = shown(client.get(address).context["form"])
    del sent["closes_vacancy"]
    client.post(address, sent)
    vacancy.refresh_from_db()
    assert vacancy.status == VacancyStatus.OPEN


def test_a_vacancy_with_posts_left_is_not_offered_to_close(client_of, coach, address, vacancy):
    Vacancy.objects.update(posts_count=2)
    assert "closes_vacancy" not in client_of(coach).get(address).context["form"].fields


@pytest.mark.parametrize(
    ("change", "field", "sentence"),
    [
        pytest.param({"planned_end_on": "2030-01-01"}, "planned_end_on", "Un CDI", id="cdi"),
        pytest.param({"contract_type": "cdd"}, "planned_end_on", "Un CDD", id="cdd"),
        pytest.param(
            {"contract_type": "other", "planned_end_on": "2020-01-01"},
            "planned_end_on",
            "ne peut pas précéder",
            id="term before the start",
        ),
        pytest.param({"pay_unit": ""}, "pay_unit", "par heure ou par mois", id="pay"),
        pytest.param({"user_company": "Usine X"}, "user_company", "Seul un intérim", id="company"),
        pytest.param({"hours_per_week": "61"}, "hours_per_week", "60", id="hours"),
        pytest.param({"starts_on": "hier"}, "starts_on", "valide", id="junk"),
    ],
)
def test_a_contract_that_contradicts_itself_says_so_beside_the_field(
    client_of, coach, address, change, field, sentence
):
    client = client_of(coach)
    sent = shown(client.get(address).context["form"]) | {"tutor": "Gardé"} | change
    response = client.post(address, sent)
    assert sentence in str(response.context["form"].errors[field])
    assert response.context["form"]["tutor"].value() == "Gardé"
    assert not Placement.objects.exists()


def test_the_aid_is_the_one_in_force_on_the_first_day(coach, beneficiary):
    former = HiringAidFactory(code="impulsion", valid_to=date(2025, 12, 31))
    HiringAidFactory(code="impulsion", valid_from=date(2027, 1, 1))
    terms = {
        "employer": EmployerFactory(),
        "job_title": "Commis",
        "contract_type": ContractType.CDI,
        "hours_per_week": Decimal("20"),
        "aid": former,
    }
    later = hire(beneficiary=beneficiary, by=coach, on=today(), starts_on=date(2027, 2, 1), **terms)
    assert later.aid.valid_from == date(2027, 1, 1)
    with pytest.raises(ValidationError, match="pas en vigueur"):
        hire(beneficiary=beneficiary, by=coach, on=today(), starts_on=date(2026, 6, 1), **terms)


def test_a_proof_from_another_file_is_refused(client_of, coach, address):
    foreign = DocumentFactory(kind=DocumentKind.EMPLOYMENT)
    client = client_of(coach)
    sent = shown(client.get(address).context["form"]) | {"proof": foreign.pk}
    assert "proof" in client.post(address, sent).context["form"].errors
    placement = PlacementFactory(beneficiary=BeneficiaryFactory(team=coach.team))
    with pytest.raises(ValidationError, match="autre personne"):
        correct_job(placement=placement, by=coach, on=today(), proof=foreign)


def test_a_proof_that_the_person_sent_is_offered_once_checked_or_when_held_already(
    client_of, coach, address, beneficiary
):
    sent = DocumentFactory(
        beneficiary=beneficiary, kind=DocumentKind.EMPLOYMENT, created_by=beneficiary.user
    )

    def offered(address) -> bool:
        form = client_of(coach).get(address).context["form"]
        return sent in form.fields["proof"].queryset

    assert not offered(address)
    placement = PlacementFactory(beneficiary=beneficiary, proof=sent)
    assert offered(reverse("coaching:placement-edit", args=[placement.pk]))
    check_document(document=sent, by=coach, on=today())
    assert offered(address)


# The changes


@pytest.fixture
def job(coach, beneficiary) -> Placement:
    """Hired ten days ago for six months, checks laid, milestone foreseen."""
    JourneyFactory(beneficiary=beneficiary, towards_employment=True)
    start = today() - 10 * DAY
    return hire(
        beneficiary=beneficiary,
        by=coach,
        on=today(),
        employer=EmployerFactory(name="Brasserie du Parc"),
        job_title="Serveuse",
        contract_type=ContractType.CDD,
        hours_per_week=Decimal("30"),
        starts_on=start,
        planned_end_on=last_day_of(start, 6),
    )


def milestone_of(job) -> date | None:
    return Journey.objects.get(beneficiary=job.beneficiary).sustained_on


def test_a_first_day_moved_moves_the_milestone_and_the_undone_checks(client_of, coach, job):
    HireCheck.objects.filter(mark=HireMark.DAY_2).update(done_on=today(), done_by=coach)
    before = dict(HireCheck.objects.values_list("mark", "due_on"))
    url = reverse("coaching:placement-edit", args=[job.pk])
    client = client_of(coach)
    moved = job.starts_on + 7 * DAY
    sent = shown(client.get(url).context["form"]) | {"starts_on": moved.isoformat()}
    response = client.post(url, sent)
    assert response.url == job.get_absolute_url()
    assert milestone_of(job) == last_day_of(moved, 3)
    after = dict(HireCheck.objects.values_list("mark", "due_on"))
    assert after[HireMark.DAY_2] == before[HireMark.DAY_2]
    assert after[HireMark.DAY_15] == before[HireMark.DAY_15] + 7 * DAY
    assert Journey.objects.get().first_hired_on == moved
    events = job.events.filter(pgh_label="update")
    assert [event.starts_on for event in events] == [moved]


def test_a_stale_form_overwrites_nothing(client_of, coach, job):
    url = reverse("coaching:placement-edit", args=[job.pk])
    client = client_of(coach)
    sent = shown(client.get(url).context["form"])
    Placement.objects.update(tutor="Quelqu'un d'autre")
    response = client.post(url, sent | {"tutor": "Moi"})
    assert "entre-temps" in str(response.context["form"].errors)
    assert Placement.objects.get().tutor == "Quelqu'un d'autre"


def test_an_end_noted_by_mistake_is_taken_back(client_of, coach, job):
    Placement.objects.update(ended_on=today() - DAY, end_reason="resigned")
    follow_employment(beneficiary=job.beneficiary, on=today())
    assert Journey.objects.get().phase == Phase.TOWARDS_EMPLOYMENT
    url = reverse("coaching:placement-edit", args=[job.pk])
    client = client_of(coach)
    sent = shown(client.get(url).context["form"])
    client.post(url, {name: value for name, value in sent.items() if name != "ended_on"})
    assert Placement.objects.get().ended_on is None
    assert Journey.objects.get().phase == Phase.IN_EMPLOYMENT


def test_a_contract_from_a_proposal_keeps_its_employer(client_of, coach, address):
    client = client_of(coach)
    client.post(address, shown(client.get(address).context["form"]))
    url = reverse("coaching:placement-edit", args=[Placement.objects.get().pk])
    assert "employer" not in client.get(url).context["form"].fields


def test_an_extension_keeps_the_former_term_and_is_withdrawn(client_of, coach, job):
    former = job.planned_end_on
    later = former + 30 * DAY
    url = reverse("coaching:placement-extend", args=[job.pk])
    sent = {"new_end_on": later.isoformat(), "agreed_on": today().isoformat()}
    assert client_of(coach).post(url, sent).status_code == 302
    job.refresh_from_db()
    extension = job.extensions.get()
    assert (extension.former_end_on, job.planned_end_on) == (former, later)
    edit = reverse("coaching:placement-edit", args=[job.pk])
    assert "planned_end_on" not in client_of(coach).get(edit).context["form"].fields
    withdrawal = reverse("coaching:extension-withdraw", args=[extension.pk])
    client_of(coach).post(withdrawal)
    job.refresh_from_db()
    assert job.planned_end_on == former
    assert not job.extensions.exists()


def test_only_the_last_extension_is_withdrawn(coach, job):
    first = extend_job(
        placement=job,
        new_end_on=job.planned_end_on + 10 * DAY,
        agreed_on=today(),
        by=coach,
        on=today(),
    )
    extend_job(
        placement=job,
        new_end_on=job.planned_end_on + 20 * DAY,
        agreed_on=today(),
        by=coach,
        on=today(),
    )
    with pytest.raises(ValidationError, match="dernière"):
        withdraw_extension(extension=first, by=coach, on=today())


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        pytest.param({}, "suit l'ancien", id="not later"),
        pytest.param(
            {"contract_type": "cdi", "planned_end_on": None}, "pas de terme", id="open-ended"
        ),
        pytest.param({"ended_on": today(), "end_reason": "agreed"}, "terminé", id="ended"),
    ],
)
def test_an_extension_that_makes_no_sense_is_refused(coach, job, change, sentence):
    term = job.planned_end_on
    Placement.objects.update(**change)
    with pytest.raises(ValidationError, match=sentence):
        extend_job(placement=job, new_end_on=term, agreed_on=today(), by=coach, on=today())


def test_the_term_of_an_extended_contract_is_not_corrected_by_hand(coach, job):
    ContractExtensionFactory(placement=job)
    with pytest.raises(ValidationError, match="retirez d'abord"):
        correct_job(placement=job, by=coach, on=today(), planned_end_on=job.planned_end_on - DAY)


def test_a_break_puts_the_milestone_off_until_it_is_counted_or_withdrawn(client_of, coach, job):
    reached = milestone_of(job)
    url = reverse("coaching:work-break-create", args=[job.pk])
    sent = {
        "starts_on": (today() - 5 * DAY).isoformat(),
        "ends_on": (today() - 3 * DAY).isoformat(),
    }
    client_of(coach).post(url, sent)
    assert milestone_of(job) > reached
    pause = WorkBreak.objects.get()
    client_of(coach).post(
        reverse("coaching:work-break-edit", args=[pause.pk]), sent | {"is_counted": "on"}
    )
    assert milestone_of(job) == reached
    client_of(coach).post(reverse("coaching:work-break-withdraw", args=[pause.pk]))
    assert not WorkBreak.objects.exists()


@pytest.mark.parametrize(
    ("from_day", "to_day", "field"),
    [
        pytest.param(-11, 0, "starts_on", id="before the contract"),
        pytest.param(0, 400, "ends_on", id="past its term"),
        pytest.param(400, None, "starts_on", id="after its term"),
        pytest.param(3, 2, "ends_on", id="backwards"),
    ],
)
def test_a_break_lies_within_the_contract(coach, job, from_day, to_day, field):
    pause = WorkBreak(
        placement=job,
        starts_on=today() + from_day * DAY,
        ends_on=None if to_day is None else today() + to_day * DAY,
    )
    with pytest.raises(ValidationError) as refusal:
        note_break(pause=pause, by=coach, on=today())
    assert field in refusal.value.message_dict


def test_a_break_typed_backwards_says_so_beside_the_field(client_of, coach, job):
    url = reverse("coaching:work-break-create", args=[job.pk])
    sent = {"starts_on": today().isoformat(), "ends_on": (today() - DAY).isoformat()}
    assert "précéder" in str(client_of(coach).post(url, sent).context["form"].errors["ends_on"])


def test_two_breaks_do_not_overlap(client_of, coach, job):
    WorkBreakFactory(placement=job, starts_on=today(), ends_on=today() + DAY)
    url = reverse("coaching:work-break-create", args=[job.pk])
    response = client_of(coach).post(url, {"starts_on": (today() + DAY).isoformat()})
    assert "recouvre une autre" in str(response.context["form"].errors)


def test_a_running_break_without_end_takes_the_milestone_away(coach, job):
    pause = note_break(pause=WorkBreak(placement=job, starts_on=today()), by=coach, on=today())
    assert milestone_of(job) is None
    withdraw_break(pause=pause, by=coach, on=today())
    assert milestone_of(job) is not None


def test_a_stranger_changes_nothing(client_of, stranger_coach, job):
    client = client_of(stranger_coach)
    for name in ("placement-edit", "placement-extend", "work-break-create"):
        assert client.get(reverse(f"coaching:{name}", args=[job.pk])).status_code == 404
    pause = WorkBreakFactory(placement=job)
    assert client.get(reverse("coaching:work-break-edit", args=[pause.pk])).status_code == 404
    withdrawal = reverse("coaching:work-break-withdraw", args=[pause.pk])
    assert client.post(withdrawal).status_code == 404
