from django.db import models


class Phase(models.TextChoices):
    """The three phases of the decree (D23 art. 5 § 1)."""

    INTAKE = "intake", "Accueil et bilan"
    TOWARDS_EMPLOYMENT = "towards_employment", "Vers l'emploi"
    IN_EMPLOYMENT = "in_employment", "Dans l'emploi"

    @property
    def tone(self) -> str:
        return "phase"

    @property
    def icon(self) -> str:
        return {
            "intake": "door-open",
            "towards_employment": "signpost-split",
            "in_employment": "briefcase",
        }[self.value]


class ExitReason(models.TextChoices):
    SUSTAINED_JOB = "sustained_job", "Emploi durable"
    OTHER_JOB = "other_job", "Autre emploi"
    TRAINING = "training", "Entrée en formation ou en études"
    GAVE_UP = "gave_up", "Abandon de la personne"
    NO_CONTACT = "no_contact", "Plus de nouvelles"
    HEALTH = "health", "Raison de santé"
    MOVED = "moved", "Déménagement"
    LIMIT_REACHED = "limit_reached", "Fin du délai de la convention"
    REFUSED = "refused", "Candidature refusée"
    REFUSED_AUTOMATICALLY = "refused_automatically", "Candidature refusée d'office (délai passé)"
    ORIENTED = "oriented", "Orientée vers un partenaire"
    OTHER = "other", "Autre motif"

    def fits(self, *, has_agreement: bool) -> bool:
        """Some reasons end a candidacy, some an agreement, the others either."""
        if self in {self.REFUSED, self.REFUSED_AUTOMATICALLY, self.ORIENTED}:
            return not has_agreement
        if self in {self.SUSTAINED_JOB, self.LIMIT_REACHED}:
            return has_agreement
        return True


class FirstInterview(models.TextChoices):
    INDIVIDUAL = "individual", "Entretien individuel"
    COLLECTIVE = "collective", "Séance collective"


class Channel(models.TextChoices):
    OFFICE = "office", "Au bureau"
    PHONE = "phone", "Par téléphone"
    EMAIL = "email", "Par e-mail"
    SMS = "sms", "Par SMS"
    VISIT = "visit", "En visite"
    VIDEO = "video", "En visioconférence"

    @property
    def icon(self) -> str:
        return {
            "office": "people",
            "phone": "telephone",
            "email": "envelope",
            "sms": "chat-dots",
            "visit": "geo-alt",
            "video": "camera-video",
        }[self.value]


class FollowUpKind(models.TextChoices):
    INTERVIEW = "interview", "Entretien"
    JOBCOACHING = "jobcoaching", "Jobcoaching"
    SOCIAL = "social", "Suivi social"
    ADMINISTRATIVE = "administrative", "Suivi administratif"
    PEDAGOGICAL = "pedagogical", "Suivi pédagogique"
    COMPANY_VISIT = "company_visit", "Visite en entreprise"
    AFTER_HIRE = "after_hire", "Suivi dans l'emploi"


class Outcome(models.TextChoices):
    """« Pas venu », « Excusé », « Pas joint » are three things."""

    DONE = "done", "Échange eu lieu"
    NO_SHOW = "no_show", "Pas venu·e"
    EXCUSED = "excused", "Excusé·e"
    NOT_REACHED = "not_reached", "Pas joint·e"

    @property
    def tone(self) -> str:
        return {"done": "ok", "no_show": "bad", "excused": "", "not_reached": "warn"}[self.value]

    @property
    def icon(self) -> str:
        return {
            "done": "check",
            "no_show": "x",
            "excused": "envelope-check",
            "not_reached": "telephone-x",
        }[self.value]


class Audience(models.TextChoices):
    TEAM = "team", "L'équipe"
    PRIVATE = "private", "Moi seul·e"
    PERSON = "person", "La personne et l'équipe"

    @property
    def icon(self) -> str:
        return {"team": "people", "private": "lock", "person": "eye"}[self.value]


class SeatStatus(models.TextChoices):
    """A place in a session of information or a workshop."""

    REGISTERED = "registered", "Inscrit·e"
    WAITING = "waiting", "Liste d'attente"
    CANCELLED = "cancelled", "Désisté·e"

    @property
    def tone(self) -> str:
        return {"registered": "phase", "waiting": "warn", "cancelled": ""}[self.value]

    @property
    def icon(self) -> str:
        return {"registered": "check", "waiting": "hourglass-split", "cancelled": "x"}[self.value]


class Presence(models.TextChoices):
    """« Pas venu » and « Excusé » are two things; "unknown" until somebody marks it."""

    UNKNOWN = "unknown", "À noter"
    PRESENT = "present", "Présent·e"
    ABSENT = "absent", "Pas venu·e"
    EXCUSED = "excused", "Excusé·e"

    @property
    def tone(self) -> str:
        return {"unknown": "", "present": "ok", "absent": "bad", "excused": ""}[self.value]

    @property
    def icon(self) -> str:
        return {
            "unknown": "question-circle",
            "present": "check",
            "absent": "x",
            "excused": "envelope-check",
        }[self.value]


class WorkshopKind(models.TextChoices):
    CV = "cv", "CV"
    LETTER = "letter", "Lettre de motivation"
    INTERVIEW = "interview", "Entretien d'embauche"
    DIGITAL = "digital", "Numérique"
    SEARCH = "search", "Recherche d'emploi"
    OTHER = "other", "Autre atelier"


class AppointmentStatus(models.TextChoices):
    PLANNED = "planned", "Prévu"
    KEPT = "kept", "A eu lieu"
    NO_SHOW = "no_show", "Pas venu·e"
    EXCUSED = "excused", "Excusé·e"
    CANCELLED = "cancelled", "Annulé"

    @property
    def tone(self) -> str:
        return {"planned": "phase", "kept": "ok", "no_show": "bad"}.get(self.value, "")

    @property
    def icon(self) -> str:
        return {
            "planned": "calendar3",
            "kept": "check",
            "no_show": "x",
            "excused": "envelope-check",
            "cancelled": "x-circle",
        }[self.value]


class StepOwner(models.TextChoices):
    """Who does a step of the plan."""

    PERSON = "person", "La personne"
    COACH = "coach", "Le jobcoach"
    EMPLOYER = "employer", "L'employeur"
    PARTNER = "partner", "Un partenaire"


class Party(models.TextChoices):
    """Who signs a paper."""

    PERSON = "person", "La personne"
    MIRE = "mire", "La mission régionale"
    FOREM = "forem", "Le Forem"
    EMPLOYER = "employer", "L'employeur"


class LetterKind(models.TextChoices):
    REFUSED_AUTOMATICALLY = "refused_auto", "Refus d'office (délai d'accueil passé)"
    REFUSED = "refused", "Refus de la candidature"
    ORIENTED = "oriented", "Orientation vers un partenaire"
    TAKEN = "taken", "Prise en charge"


class Addressee(models.TextChoices):
    PERSON = "person", "La personne"
    FOREM = "forem", "Le Forem"

    @property
    def to(self) -> str:
        """« à la personne », « au Forem »."""
        return {"person": "à la personne", "forem": "au Forem"}[self.value]


class LimitMove(models.TextChoices):
    """Why the limit of an agreement moved."""

    BREAK = "break", "Suspension"
    EXTENSION = "extension", "Prolongation"
    CORRECTION = "correction", "Correction"


class Matter(models.TextChoices):
    """What a line of « Ma journée » is about; an answer may put one aside until a day."""

    LIMIT = "limit", "Limite légale"
    MARK = "mark", "Repère de recherche d'emploi"
    PROOF = "proof", "Pièce manquante ou périmée"
    NO_SHOW = "no_show", "Absence à rappeler"
    SEAT = "seat", "Absence à un atelier"
    APPOINTMENT = "appointment", "Rendez-vous à clôturer"
    STEP = "step", "Étape promise"
    PLAN_STEP = "plan_step", "Action du plan"
    QUIET = "quiet", "Sans contact"
    LETTER = "letter", "Courrier à envoyer"
    SIGNATURE = "signature", "Signature attendue"
    INSERTION = "insertion", "Plan d'insertion à signer"
    HANDOVER = "handover", "Dossier reçu"
    HIRE_CALL = "hire_call", "Appel après une réponse alarmante"
    HIRE_CHECK = "hire_check", "Suivi dans l'emploi à faire"
    ABSENCES = "absences", "Deux absences de suite en formation"
    TUTOR_CALL = "tutor_call", "Appel après l'évaluation du tuteur"
    VISIT = "visit", "Visite de stage à faire"
    ALTERNANCE = "alternance", "Papier d'alternance à signer"
    MESSAGE = "message", "Message à lire"
    SENT_PAPER = "sent_paper", "Papier reçu à vérifier"


class AlertLevel(models.TextChoices):
    """How near a limit is, or which mark of the search for a job was reached."""

    THREE_MONTHS = "three_months", "Moins de trois mois"
    ONE_MONTH = "one_month", "Moins d'un mois"
    ONE_WEEK = "one_week", "Moins d'une semaine"
    PASSED = "passed", "Limite passée"
    NINTH_MONTH = "ninth_month", "Neuf mois de recherche d'emploi"
    TWELFTH_MONTH = "twelfth_month", "Douze mois de recherche d'emploi"

    @property
    def tone(self) -> str:
        return {
            "three_months": "warn",
            "one_month": "bad",
            "one_week": "bad",
            "passed": "bad",
        }.get(self.value, "")

    @property
    def icon(self) -> str:
        return {
            "three_months": "hourglass-split",
            "one_month": "hourglass-split",
            "one_week": "exclamation-circle-fill",
            "passed": "exclamation-octagon-fill",
        }.get(self.value, "flag")
