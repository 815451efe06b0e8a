"""The rows that an address needs: each function makes one for the person `beneficiary`."""

from dataclasses import dataclass, field
from datetime import timedelta
from types import SimpleNamespace

from allauth.mfa.models import Authenticator
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone

from beneficiaries.services.imports.keeping import kept_fields
from beneficiaries.services.merging import merge_files
from coaching.enums import Matter
from employers.services.freshness import PURPOSE
from mirec.accounts.sign_in import LINK
from mirec.core.links import issue_link
from mirec.core.periods import today
from tests.factories import (
    AgendaFeedFactory,
    AgreementFactory,
    AppointmentFactory,
    ApproachFactory,
    AssessmentFactory,
    AttachmentFactory,
    AttendanceFactory,
    BeneficiaryFactory,
    BeneficiarySkillFactory,
    CalendarFeedFactory,
    ClaimFactory,
    ClaimProofFactory,
    CohortFactory,
    ContactFactory,
    ContractExtensionFactory,
    DerogationAuthorisationFactory,
    DocumentFactory,
    EmployerFactory,
    EmployerMergeFactory,
    EnrolmentFactory,
    FollowUpFactory,
    GoalFactory,
    HandicapRecognitionFactory,
    HiringAidFactory,
    ImportRunFactory,
    InsertionPlanFactory,
    InsertionStepFactory,
    InspectionFactory,
    JourneyBreakFactory,
    JourneyFactory,
    LetterFactory,
    ObstacleFactory,
    OperatorLineFactory,
    OperatorSheetFactory,
    PartnerFactory,
    PaymentFactory,
    PaymentRunFactory,
    PlacementFactory,
    PlanVersionFactory,
    ProfileSendingFactory,
    ProgrammeFactory,
    PromptFactory,
    ProposalFactory,
    QualitativeSectionFactory,
    RateFactory,
    RegimeCriterionFactory,
    RegimeFactory,
    ReportFactory,
    RequirementFactory,
    SchoolHolidayFactory,
    SessionFactory,
    SiteFactory,
    SituationFactory,
    StepFactory,
    StoryFactory,
    TemporaryAccessFactory,
    TopicFactory,
    TransferredFileFactory,
    VacancyFactory,
    WorkBreakFactory,
)
from tests.factories.accompaniment import (
    InformationSessionFactory,
    SignUpFactory,
    WorkshopFactory,
    WorkshopSeatFactory,
)
from training.enums import RunStatus
from training.models import PaymentRun
from training.queries.own_space import Entry
from training.services import door_token


@dataclass(frozen=True)
class Address:
    """The arguments of a URL, and its query."""

    args: tuple = ()
    query: dict = field(default_factory=dict)

    def of(self, url_name: str) -> str:
        return reverse(url_name, args=self.args, query=self.query)


def row(made) -> Address:
    return Address((made.pk,))


def nothing(cast: SimpleNamespace) -> Address:
    return Address()


def person(cast: SimpleNamespace) -> Address:
    return row(cast.beneficiary)


def of_the_person(factory, **traits):
    """A builder of one row that hangs from the person."""

    def build(cast: SimpleNamespace) -> Address:
        return row(factory(beneficiary=cast.beneficiary, **traits))

    return build


def any_row(factory, **traits):
    """A builder of one row that hangs from nobody."""

    def build(cast: SimpleNamespace) -> Address:
        return row(factory(**traits))

    return build


def of_the_enrolled(factory, **traits):
    """A builder of one row that hangs from an enrolment of the person."""

    def build(cast: SimpleNamespace) -> Address:
        return row(factory(enrolment__beneficiary=cast.beneficiary, **traits))

    return build


information_session = any_row(InformationSessionFactory)
workshop = any_row(WorkshopFactory)
workshop_seat = of_the_person(WorkshopSeatFactory, workshop__past=True)
sign_up = any_row(SignUpFactory)


def begun_session(cast: SimpleNamespace) -> Address:
    """With somebody on its list, so that there is something to mark."""
    session = InformationSessionFactory(past=True)
    SignUpFactory(session=session)
    return row(session)


def begun_workshop(cast: SimpleNamespace) -> Address:
    made = WorkshopSeatFactory(beneficiary=cast.beneficiary, workshop__past=True)
    return row(made.workshop)


def sending(cast: SimpleNamespace) -> Address:
    return row(ProfileSendingFactory(proposal__beneficiary=cast.beneficiary))


def sign_up_of_who_came(cast: SimpleNamespace) -> Address:
    return row(SignUpFactory(session__past=True, came=True))


def sign_up_token(cast: SimpleNamespace) -> Address:
    return Address((SignUpFactory().token,))


situation = of_the_person(SituationFactory)
handicap = of_the_person(HandicapRecognitionFactory)
skill = of_the_person(BeneficiarySkillFactory)
document = of_the_person(DocumentFactory)
sealed_document = of_the_person(DocumentFactory, sealed=True)
assessment = of_the_person(AssessmentFactory)
appointment = of_the_person(AppointmentFactory)
appointment_over = of_the_person(AppointmentFactory, to_close=True)
candidate_journey = of_the_person(JourneyFactory)
journey = of_the_person(JourneyFactory, towards_employment=True)
placement = of_the_person(PlacementFactory)
proposal = of_the_person(ProposalFactory)
enrolment = of_the_person(EnrolmentFactory)
payment = of_the_enrolled(PaymentFactory, run__validated=True)
claim = of_the_enrolled(ClaimFactory)
granted_claim = of_the_enrolled(ClaimFactory, granted=True)
certified = of_the_person(EnrolmentFactory, completed=True, result="certified", result_on=today())
validated_run = any_row(PaymentRunFactory, validated=True)
rate = any_row(RateFactory)
holiday = any_row(SchoolHolidayFactory)
goal = of_the_person(GoalFactory)
obstacle = of_the_person(ObstacleFactory)
step = of_the_person(StepFactory)
plan_version = of_the_person(PlanVersionFactory)
employer = any_row(EmployerFactory)
employer_merge = any_row(EmployerMergeFactory)
contact = any_row(ContactFactory)
site = any_row(SiteFactory)
vacancy = any_row(VacancyFactory)
promise = any_row(ApproachFactory, promised=True)
partner = any_row(PartnerFactory)
programme = any_row(ProgrammeFactory)
cohort = any_row(CohortFactory)
session = any_row(SessionFactory)


def cohort_week(cast: SimpleNamespace) -> Address:
    return Address((CohortFactory().pk, "2026-W48"))


def excused_absence(cast: SimpleNamespace) -> Address:
    return row(AttendanceFactory(excused=True))


def door_code(cast: SimpleNamespace) -> Address:
    return Address((door_token(SessionFactory(), timezone.now()),))


regime = any_row(RegimeFactory)
former_regime = any_row(RegimeFactory, r2009=True)
authorisation = any_row(DerogationAuthorisationFactory)
criterion = any_row(RegimeCriterionFactory)


aid = any_row(HiringAidFactory)


def requirement(cast: SimpleNamespace) -> Address:
    asked = RequirementFactory()
    return Address((asked.vacancy_id, asked.skill_id))


report = any_row(ReportFactory, done=True)
section = any_row(QualitativeSectionFactory)
story = of_the_person(StoryFactory)
staged_import = any_row(ImportRunFactory)
settled_import = any_row(ImportRunFactory, settled=True)
done_import = any_row(ImportRunFactory, done=True)
topic = any_row(TopicFactory)
prompt = any_row(PromptFactory)


def payment_run(cast: SimpleNamespace) -> Address:
    """The one in preparation: there is never a second."""
    drafts = PaymentRun.objects.filter(status=RunStatus.DRAFT)
    return row(drafts.first() or PaymentRunFactory(draft=True))


def work_break(cast: SimpleNamespace) -> Address:
    return row(WorkBreakFactory(placement__beneficiary=cast.beneficiary))


def contract_extension(cast: SimpleNamespace) -> Address:
    return row(ContractExtensionFactory(placement__beneficiary=cast.beneficiary))


def follow_up(cast: SimpleNamespace) -> Address:
    made = FollowUpFactory(beneficiary=cast.beneficiary, created_by=cast.coach, with_step=True)
    return row(made)


def private_follow_up(cast: SimpleNamespace) -> Address:
    made = FollowUpFactory(beneficiary=cast.beneficiary, created_by=cast.coach, private=True)
    return row(made)


def sealed_follow_up(cast: SimpleNamespace) -> Address:
    made = FollowUpFactory(beneficiary=cast.beneficiary, created_by=cast.coach, sealed=True)
    return row(made)


def attachment(cast: SimpleNamespace) -> Address:
    written = FollowUpFactory(beneficiary=cast.beneficiary, created_by=cast.coach)
    return row(AttachmentFactory(follow_up=written))


def asked_person(cast: SimpleNamespace) -> Address:
    """`?personne=`: the person is chosen in the address."""
    return Address(query={"personne": cast.beneficiary.pk})


def person_in_a_journey(cast: SimpleNamespace) -> Address:
    JourneyFactory(beneficiary=cast.beneficiary, towards_employment=True)
    return asked_person(cast)


def agreement(cast: SimpleNamespace) -> Address:
    return row(AgreementFactory(journey=JourneyFactory(beneficiary=cast.beneficiary)))


def own_agreement(cast: SimpleNamespace) -> Address:
    person = cast.beneficiary
    made = AgreementFactory(
        journey=person.journeys.first() or JourneyFactory(beneficiary=person), version=9
    )
    return Address((made.drawn_on.isoformat(),))


def own_session(cast: SimpleNamespace) -> Address:
    """The hour of a session to come; the other person has none then."""
    enrolment = EnrolmentFactory(beneficiary=cast.beneficiary)
    session = SessionFactory(cohort=enrolment.cohort, on=today() + timedelta(days=3))
    return Address((Entry.of_session(session, today()).key,))


def sent_paper(cast: SimpleNamespace) -> Address:
    """The print of what the person sent, which nobody guesses."""
    made = DocumentFactory(
        beneficiary=cast.beneficiary, created_by=cast.beneficiary.user, sha256="a" * 64
    )
    return Address((made.sha256,))


def journey_break(cast: SimpleNamespace) -> Address:
    open_one = JourneyFactory(beneficiary=cast.beneficiary, towards_employment=True)
    return row(JourneyBreakFactory(journey=open_one))


def transfer(cast: SimpleNamespace) -> Address:
    made = TransferredFileFactory(beneficiary=cast.beneficiary, transfer__to_coach=cast.coach)
    return row(made.transfer)


def access(cast: SimpleNamespace) -> Address:
    return row(TemporaryAccessFactory(beneficiary=cast.beneficiary))


def letter(cast: SimpleNamespace) -> Address:
    return row(LetterFactory(journey=JourneyFactory(beneficiary=cast.beneficiary, refused=True)))


def account(cast: SimpleNamespace) -> Address:
    return row(cast.coach)


def year(cast: SimpleNamespace) -> Address:
    return Address((2025,))


def report_file(cast: SimpleNamespace) -> Address:
    made = ReportFactory(done=True)
    with ContentFile(b"{}") as content:
        made.json.save("rapport.json", content)
    return Address((made.pk, "json"))


def inspection(cast: SimpleNamespace) -> Address:
    made = JourneyFactory(beneficiary=cast.beneficiary, towards_employment=True)
    return row(InspectionFactory(journeys=[made.pk], population=1))


def printed_inspection(cast: SimpleNamespace) -> Address:
    made = InspectionFactory()
    with ContentFile(b"%PDF-1.7") as content:
        made.pdf.save("inspection.pdf", content)
    return row(made)


def calendar_feed(cast: SimpleNamespace) -> Address:
    return Address((CalendarFeedFactory(beneficiary=cast.beneficiary).token,))


def team(cast: SimpleNamespace) -> Address:
    return row(cast.coach.team)


def due_step(cast: SimpleNamespace) -> Address:
    return Address((Matter.STEP.value, *follow_up(cast).args))


def quiet_line(cast: SimpleNamespace) -> Address:
    return Address((Matter.QUIET.value, *journey(cast).args))


def agenda_feed(cast: SimpleNamespace) -> Address:
    return Address((AgendaFeedFactory(user=cast.coach).token,))


def closed_hours(cast: SimpleNamespace) -> Address:
    made = SessionFactory(closed_at=timezone.now(), closed_by=cast.coordinator)
    enrolment = EnrolmentFactory(cohort=made.cohort, beneficiary=cast.beneficiary)
    return Address((made.pk, enrolment.pk))


operator_line = any_row(OperatorLineFactory)


def operator_sheet(cast: SimpleNamespace) -> Address:
    return row(OperatorLineFactory().sheet)


def kept_operator_sheet(cast: SimpleNamespace) -> Address:
    """As the import keeps it: encrypted."""
    return row(OperatorSheetFactory(**kept_fields(b"nom;jour;heures", "heures.csv")))


def operator_difference(cast: SimpleNamespace) -> Address:
    line = OperatorLineFactory()
    return Address((line.sheet_id, line.enrolment_id, line.worked_on.isoformat()))


def claim_proof(cast: SimpleNamespace) -> Address:
    return row(ClaimProofFactory(claim__enrolment__beneficiary=cast.beneficiary))


def locality_lookup(cast: SimpleNamespace) -> Address:
    return Address(("locality",), {"locality": "charl"})


def two_files(cast: SimpleNamespace) -> Address:
    return Address((cast.beneficiary.pk, BeneficiaryFactory(coach=cast.coach).pk))


def two_employers(cast: SimpleNamespace) -> Address:
    return Address((EmployerFactory().pk, EmployerFactory().pk))


def merge(cast: SimpleNamespace) -> Address:
    absorbed = BeneficiaryFactory(coach=cast.coach)
    made = merge_files(
        kept=cast.beneficiary, absorbed=absorbed, picked=(), by=cast.coach, on=today()
    )
    return row(made)


def rome(cast: SimpleNamespace) -> Address:
    return Address(("rome",))


def employer_lookup(cast: SimpleNamespace) -> Address:
    return Address(("employeur",), {"employer": "entreprise"})


def password_key(cast: SimpleNamespace) -> Address:
    return Address(("1", "set-password"))


def passkey(cast: SimpleNamespace) -> Address:
    kind = Authenticator.Type.WEBAUTHN
    return row(Authenticator.objects.create(user=cast.beneficiary.user, type=kind, data={}))


def sign_in_link(cast: SimpleNamespace) -> Address:
    pk, at = cast.beneficiary.user_id, timezone.now()
    return Address((issue_link(purpose=LINK, target=pk, at=at, minutes=30, by=None),))


def approach(cast: SimpleNamespace) -> Address:
    return row(ApproachFactory(created_by=cast.coach))


def vacancy_question(cast: SimpleNamespace) -> Address:
    """The address that a mail carries."""
    pk, at = VacancyFactory().pk, timezone.now()
    return Address((issue_link(purpose=PURPOSE, target=pk, at=at, days=1, by=None),))


def insertion_step(cast: SimpleNamespace) -> Address:
    return row(InsertionStepFactory(proposal__beneficiary=cast.beneficiary))


def signed_insertion(cast: SimpleNamespace) -> Address:
    made = InsertionPlanFactory(proposal__beneficiary=cast.beneficiary, completed_on=today())
    return row(made)


def insertion_plan(cast: SimpleNamespace) -> Address:
    return row(InsertionPlanFactory(proposal__beneficiary=cast.beneficiary))
