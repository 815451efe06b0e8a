"""The rows that an address needs: each function makes one for the person `beneficiary`."""

from dataclasses import dataclass, field
from types import SimpleNamespace

from django.core.files.base import ContentFile
from django.urls import reverse

from beneficiaries.services.merging import merge_files
from coaching.enums import Matter
from mirec.core.periods import today
from tests.factories import (
    AgendaFeedFactory,
    AgreementFactory,
    AppointmentFactory,
    AssessmentFactory,
    AttachmentFactory,
    BeneficiaryFactory,
    BeneficiarySkillFactory,
    CalendarFeedFactory,
    CohortFactory,
    ContactFactory,
    DerogationAuthorisationFactory,
    DocumentFactory,
    EmployerFactory,
    EnrolmentFactory,
    FollowUpFactory,
    GoalFactory,
    HandicapRecognitionFactory,
    ImportRunFactory,
    InspectionFactory,
    JourneyBreakFactory,
    JourneyFactory,
    LetterFactory,
    ObstacleFactory,
    PartnerFactory,
    PlacementFactory,
    PlanVersionFactory,
    ProgrammeFactory,
    PromptFactory,
    ProposalFactory,
    QualitativeSectionFactory,
    RegimeCriterionFactory,
    RegimeFactory,
    ReportFactory,
    RequirementFactory,
    SessionFactory,
    SituationFactory,
    StepFactory,
    StoryFactory,
    TemporaryAccessFactory,
    TopicFactory,
    TransferredFileFactory,
    VacancyFactory,
)
from tests.factories.accompaniment import (
    InformationSessionFactory,
    SignUpFactory,
    WorkshopFactory,
    WorkshopSeatFactory,
)


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
goal = of_the_person(GoalFactory)
obstacle = of_the_person(ObstacleFactory)
step = of_the_person(StepFactory)
plan_version = of_the_person(PlanVersionFactory)
employer = any_row(EmployerFactory)
contact = any_row(ContactFactory)
vacancy = any_row(VacancyFactory)
partner = any_row(PartnerFactory)
programme = any_row(ProgrammeFactory)
cohort = any_row(CohortFactory)
session = any_row(SessionFactory)
regime = any_row(RegimeFactory)
former_regime = any_row(RegimeFactory, r2009=True)
authorisation = any_row(DerogationAuthorisationFactory)
criterion = any_row(RegimeCriterionFactory)
requirement = any_row(RequirementFactory)
report = any_row(ReportFactory, done=True)
section = any_row(QualitativeSectionFactory)
story = of_the_person(StoryFactory)
staged_import = any_row(ImportRunFactory)
settled_import = any_row(ImportRunFactory, settled=True)
done_import = any_row(ImportRunFactory, done=True)
topic = any_row(TopicFactory)
prompt = any_row(PromptFactory)


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


def locality_lookup(cast: SimpleNamespace) -> Address:
    return Address(("locality",), {"locality": "charl"})


def two_files(cast: SimpleNamespace) -> Address:
    return Address((cast.beneficiary.pk, BeneficiaryFactory(coach=cast.coach).pk))


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
