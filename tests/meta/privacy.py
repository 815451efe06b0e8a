"""Which fields tell something about a person? Declared here for every field of every model.

- personal: names a person, locates or contacts one, or says what one does and can do;
- social: what only the person's team may know: income, household, follow-ups, decisions;
- health: handicap and health (GDPR art. 9): only the person's team, and never in a list;
- nothing: no information about a person.
`id`, `created_at` and `created_by` are the house's own bookkeeping and need no line.
"""

from dataclasses import dataclass, field
from enum import StrEnum


class Privacy(StrEnum):
    PERSONAL = "personal"
    SOCIAL = "social"
    HEALTH = "health"
    NOTHING = "nothing"


@dataclass(frozen=True)
class Declared:
    """The fields of one model by kind; `no_history` says why its changes are not tracked."""

    fields: dict[str, Privacy] = field(default_factory=dict)
    no_history: str = ""

    @property
    def concerns_persons(self) -> bool:
        return any(kind != Privacy.NOTHING for kind in self.fields.values())


def declared(
    *, personal: str = "", social: str = "", health: str = "", nothing: str = "", no_history=""
) -> Declared:
    kinds = {
        Privacy.PERSONAL: personal,
        Privacy.SOCIAL: social,
        Privacy.HEALTH: health,
        Privacy.NOTHING: nothing,
    }
    return Declared({name: kind for kind, names in kinds.items() for name in names.split()},
                    no_history)  # fmt: skip


BOOKKEEPING = {"id", "created_at", "created_by"}
PROFESSIONAL = "The professional address of another house, as in its public directory."
WRITTEN_ONCE = "A journal: rows are added and never changed."

MODELS: dict[str, Declared] = {
    # Accounts
    "accounts.Team": declared(nothing="name"),
    "accounts.User": declared(
        personal="email first_name last_name name_key phone roles team is_active last_login",
        nothing="password wants_digest",
    ),
    "accounts.Draft": declared(
        personal="user form subject updated_at",
        social="content",
        no_history="What is being typed: only its author's, gone once sent.",
    ),
    # Core
    "core.OneUseLink": declared(
        nothing="purpose target digest expires_at used_at revoked_at",
    ),
    # Partners
    "partners.Partner": declared(
        personal="contact_name phone email",
        nothing="name name_key kind is_operator street postal_code city services",
        no_history=PROFESSIONAL,
    ),
    # Beneficiaries
    "beneficiaries.Locality": declared(nothing="postal_code name commune name_key"),
    "beneficiaries.Occupation": declared(
        nothing="label rome_code rome_label ogr_code is_current label_key"
    ),
    "beneficiaries.Skill": declared(
        nothing="label kind esco_uri other_labels description is_current label_key search_key"
    ),
    "beneficiaries.Beneficiary": declared(
        personal="file_number user team coach first_name last_name name_key sound_key born_on sex "
        "phone email preferred_channel may_leave_message street locality "
        "target_occupation available_from availability has_driving_licence has_vehicle",
        social="nationality niss niss_digest household dependent_children residence diploma "
        "studies source last_contact_on first_met_on intake_note merged_into",
    ),
    "beneficiaries.FileOpening": declared(
        personal="beneficiary opened_by opened_at part", no_history=WRITTEN_ONCE
    ),
    "beneficiaries.Situation": declared(
        personal="beneficiary", social="kind starts_on ends_on note"
    ),
    "beneficiaries.HandicapRecognition": declared(
        personal="beneficiary", health="kind valid_from valid_until"
    ),
    "beneficiaries.Regime": declared(
        nothing="code label source valid_from valid_to quota_rate quota_base quota_base_codes "
        "quota_needs_authorisation quota_article quota_condition intake_months intake_article "
        "agreement_months agreement_article job_search_months job_search_article reentry_months "
        "reentry_article breaks_move_limit breaks_article extension_months extension_article "
        "insertion_test insertion_months_same insertion_months_several "
        "insertion_article uncertainty"
    ),
    "beneficiaries.RegimeCriterion": declared(
        nothing="regime code is_general kind params also_requires article label order "
        "proof_label proof_validity_months"
    ),
    "beneficiaries.Assessment": declared(
        personal="beneficiary assessed_on assessed_by assessed_at",
        social="verdict derogation_possible",
        health="facts answers criteria_met sentence",
        nothing="regime",
    ),
    "beneficiaries.BeneficiarySkill": declared(personal="beneficiary skill level origin evidence"),
    "beneficiaries.DerogationAuthorisation": declared(nothing="regime year reference granted_on"),
    "beneficiaries.SkillRating": declared(personal="beneficiary skill voice level rated_on"),
    "beneficiaries.Document": declared(
        personal="beneficiary name media_type size sha256 checked_on checked_by "
        "withdrawn_on withdrawn_by withdrawal_reason",
        health="kind is_sealed file issued_on valid_until note",
    ),
    "beneficiaries.Obstacle": declared(
        personal="beneficiary", health="note", social="kind status noted_on solved_on"
    ),
    "beneficiaries.Merge": declared(
        personal="kept absorbed moved merged_on undone_on undone_by", social="before"
    ),
    "beneficiaries.TemporaryAccess": declared(
        personal="user beneficiary coach reason starts_at ends_at revoked_at revoked_by"
    ),
    "beneficiaries.ImportMapping": declared(nothing="name columns updated"),
    "beneficiaries.ImportRun": declared(
        personal="file name media_type size sha256 findings imported_at undone_at undone_by",
        nothing="status team mapping columns updated row_count created_count updated_count",
    ),
    "beneficiaries.ImportRow": declared(
        personal="person",
        social="before after",
        nothing="run number deed",
        no_history=WRITTEN_ONCE,
    ),
    # Employers
    "employers.Employer": declared(
        personal="phone email prospector",
        nothing="name name_key bce nace sector street locality note merged_into",
        no_history=PROFESSIONAL,
    ),
    "employers.EmployerMerge": declared(
        personal="steps",
        nothing="kept absorbed merged_on undone_on undone_by",
        no_history="Written once, undone once: both with author and day.",
    ),
    "employers.Contact": declared(
        personal="first_name last_name position phone email",
        nothing="employer",
        no_history=PROFESSIONAL,
    ),
    "employers.Site": declared(
        nothing="employer name unit_number street locality access_without_car"
    ),
    "employers.Approach": declared(
        nothing="employer contact kind happened_on text next_step next_step_on "
        "next_step_done_on next_step_done_by"
    ),
    "employers.Vacancy": declared(
        nothing="employer contact occupation title title_key posts_count contract_type "
        "hours_per_week schedule slots pay_from_eur pay_to_eur pay_unit site workplace "
        "access_without_car needs_licence locality starts_on process description received_on "
        "prospector status closed_on confirmed_on confirm_due_on"
    ),
    "employers.Requirement": declared(nothing="vacancy skill need level"),
    "employers.Negotiation": declared(
        nothing="vacancy skill need_before level_before need_after level_after contact reason "
        "agreed_on reachable_before reachable_after"
    ),
    "employers.HiringAid": declared(
        nothing="code label summary conditions source is_certain valid_from valid_to"
    ),
    "employers.WorkWish": declared(
        personal="beneficiary slots transports communes hours_from hours_to refuses"
    ),
    "employers.Proposal": declared(
        personal="beneficiary vacancy stage proposed_on stage_on refusal_side refusal_kind "
        "refusal_reason"
    ),
    "employers.ProfileSending": declared(
        personal="proposal sent_on channel recipient is_anonymous document consented_on "
        "consent_means mailed_at content"
    ),
    "employers.Placement": declared(
        personal="beneficiary employer vacancy proposal job_title contract_type is_aided "
        "starts_on planned_end_on ended_on end_reason hours_per_week last_day pay_eur pay_unit "
        "aid tutor user_company proof"
    ),
    "employers.WorkBreak": declared(personal="placement starts_on ends_on is_counted"),
    "employers.ContractExtension": declared(
        personal="placement former_end_on new_end_on agreed_on"
    ),
    # Training
    "training.Programme": declared(
        nothing="title title_key occupation operator theory_hours practice_hours prerequisites "
        "description skills is_offered certificate"
    ),
    "training.Cohort": declared(
        nothing="programme name coordinator starts_on ends_on places site funding"
    ),
    "training.TaughtSkill": declared(nothing="programme skill level module"),
    "training.Prerequisite": declared(nothing="programme skill level"),
    "training.SchoolHoliday": declared(nothing="name starts_on ends_on source"),
    "training.SkillResult": declared(
        personal="enrolment skill own_level own_on level noted_on remark"
    ),
    "training.SessionAnswer": declared(personal="session enrolment is_coming reason answered_at"),
    "training.OperatorSheet": declared(
        personal="file",
        nothing="name media_type size sha256 cohort starts_on ends_on dropped_on",
        no_history="Received once; another list replaces it.",
    ),
    "training.OperatorLine": declared(
        personal="typed_name enrolment worked_on minutes words",
        nothing="sheet number settlement settled_on settled_by",
        no_history="What a sheet said, written once; what was decided of it, with author and day.",
    ),
    "training.Session": declared(
        nothing="cohort kind title starts_at ends_at place room trainer directions to_bring "
        "cancelled_at cancelled_by closed_at closed_by revision told_revision changed_at"
    ),
    "training.Enrolment": declared(
        personal="beneficiary cohort status enrolled_on ended_on drop_cause end_reason result "
        "result_on"
    ),
    "training.Attendance": declared(
        personal="session enrolment state minutes recorded_by recorded_at source arrived_at proof"
    ),
    "training.CalendarFeed": declared(
        personal="beneficiary token revoked_at",
        no_history="Made and revoked by the person; each address is a row of its own.",
    ),
    "training.LedgerLine": declared(
        personal="enrolment session measure minutes worked_on reason run",
        no_history=WRITTEN_ONCE,
    ),
    "training.Rate": declared(nothing="code value valid_from valid_to source is_certain"),
    "training.BankAccount": declared(personal="beneficiary valid_from", social="iban holder"),
    "training.PaymentRun": declared(
        nothing="month_on status prepared_on execution_on validated_on validated_by",
        social="file",
        no_history="In preparation, then validated once: both with author and day.",
    ),
    "training.Payment": declared(
        personal="run enrolment minutes",
        social="hours_eur withheld_eur claims_eur total_eur iban holder content",
    ),
    "training.Claim": declared(
        personal="enrolment",
        social="kind spent_on km asked_eur granted_eur decided_on decided_by refusal payment",
    ),
    "training.ClaimCorrection": declared(
        personal="claim", social="eur reason payment", no_history=WRITTEN_ONCE
    ),
    "training.ClaimProof": declared(personal="claim name media_type size sha256", social="file"),
    # Coaching
    "coaching.Internship": declared(
        personal="enrolment employer place tasks schedule starts_on ends_on broken_off_on "
        "end_reason tutor_name tutor_phone tutor_email",
        nothing="insurer policy_number insured_from insured_until",
    ),
    "coaching.AlternancePaper": declared(
        personal="enrolment internship kind version content parties drawn_on completed_on"
    ),
    "coaching.AlternanceSignature": declared(personal="paper party name signed_on drawing"),
    "coaching.InternshipVisit": declared(
        personal="internship planned_on visited_on", social="words"
    ),
    "coaching.TutorReview": declared(
        personal="internship asked_on chased_on given_on punctuality work team autonomy would_hire",
        social="comment",
    ),
    "coaching.Message": declared(
        personal="beneficiary is_from_person sent_at read_at read_by", social="text"
    ),
    "coaching.Journey": declared(
        personal="beneficiary phase phase_since first_interview opened_on intake_due_on "
        "reentry_decision agreed_on agreed_by due_on job_search_due_on first_hired_on "
        "sustained_on sustained_reason closed_on closed_by limit_on",
        social="assessment is_derogation derogation_reason authorisation exit_reason exit_note "
        "oriented_to",
        nothing="regime",
    ),
    "coaching.FollowUp": declared(
        personal="beneficiary happened_on channel kind topic prompt outcome minutes audience batch",
        social="text remark next_step next_step_on next_step_done_on next_step_done_by",
        health="sealed_text",
    ),
    "coaching.Topic": declared(nothing="kind label order is_current"),
    "coaching.Prompt": declared(nothing="label kind text theme is_current"),
    "coaching.Attachment": declared(
        personal="follow_up name media_type size sha256", social="file"
    ),
    "coaching.InformationSession": declared(
        nothing="title starts_at ends_at place capacity host cancelled_at closed_at description "
        "directions is_public is_first_interview"
    ),
    "coaching.SignUp": declared(
        personal="session first_name last_name email phone partner token signed_up_at "
        "confirmed_at reminded_at beneficiary status presence",
        social="source",
    ),
    "coaching.Workshop": declared(
        nothing="title starts_at ends_at place capacity host cancelled_at closed_at kind text"
    ),
    "coaching.WorkshopSeat": declared(
        personal="workshop beneficiary status presence follow_up", social="remark"
    ),
    "coaching.Appointment": declared(
        personal="coach beneficiary channel place starts_at ends_at status wants_reminder "
        "reminded_at revision changed_at follow_up",
        social="subject",
    ),
    "coaching.AgendaFeed": declared(
        personal="user token revoked_at",
        no_history="Made and revoked by its user; each address is a row of its own.",
    ),
    "coaching.Snooze": declared(
        personal="beneficiary matter target until_on reason",
        no_history="A line of a page put aside for some days; nothing of the file changes.",
    ),
    "coaching.Goal": declared(personal="beneficiary order reached_on dropped_on", social="title"),
    "coaching.Step": declared(
        personal="beneficiary goal owner partner employer due_on done_on done_by document "
        "dropped_on",
        social="obstacle title title_key proof drop_reason",
    ),
    "coaching.PlanVersion": declared(
        personal="beneficiary version parties drawn_on completed_on", social="content"
    ),
    "coaching.PlanSignature": declared(personal="paper party name signed_on drawing"),
    "coaching.Agreement": declared(
        personal="journey version parties drawn_on completed_on", social="content"
    ),
    "coaching.AgreementSignature": declared(personal="paper party name signed_on drawing"),
    "coaching.JourneyBreak": declared(personal="journey starts_on ends_on", social="reason"),
    "coaching.LimitChange": declared(
        personal="journey move former_due_on new_due_on decided_on",
        social="reason",
        nothing="article",
        no_history=WRITTEN_ONCE,
    ),
    "coaching.Letter": declared(
        personal="beneficiary journey kind addressee prepared_on sent_on sent_by discarded_on",
        social="subject text",
    ),
    "coaching.InsertionStep": declared(
        personal="proposal skill title means owner partner cohort workshop due_on plan_step"
    ),
    "coaching.InsertionPlan": declared(
        personal="proposal version parties drawn_on completed_on content applied_on applied_by"
    ),
    "coaching.InsertionSignature": declared(personal="paper party name signed_on drawing"),
    "coaching.HireCheck": declared(
        personal="placement mark due_on done_on done_by dropped_on follow_up",
        social="call_due_on called_on",
    ),
    "coaching.Opinion": declared(personal="hire_check side given_on", social="score comment"),
    "coaching.Difficulty": declared(
        personal="placement", health="kind note mediation", social="noted_on solved_on"
    ),
    "coaching.SkillTest": declared(
        personal="beneficiary placement skill centre test_on result result_on title"
    ),
    "coaching.Transfer": declared(personal="from_coach to_coach moved_on"),
    "coaching.TransferredFile": declared(
        personal="transfer beneficiary appointments_moved", social="note"
    ),
    # Reporting
    "reporting.Report": declared(
        nothing="year status progress step requested_by requested_at finished_at computed_on "
        "content sha256 pdf xlsx json html message"
    ),
    "reporting.Inspection": declared(
        nothing="starts_on ends_on size seed population journeys drawn_on status pdf message"
    ),
    "reporting.QualitativeSection": declared(nothing="year title text order changed_by changed_at"),
    "reporting.Story": declared(
        personal="beneficiary pseudonym consented_on", social="text", nothing="year"
    ),
}
