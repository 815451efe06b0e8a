from django.db import models


class ContractType(models.TextChoices):
    CDI = "cdi", "CDI"
    CDD = "cdd", "CDD"
    INTERIM = "interim", "Intérim"
    ARTICLE_60 = "article_60", "Article 60 § 7"
    REPLACEMENT = "replacement", "Contrat de remplacement"
    OTHER = "other", "Autre contrat"


class Need(models.TextChoices):
    MUST = "must", "Indispensable"
    TRAINABLE = "trainable", "Formable"
    NICE = "nice", "Souhaité"

    @property
    def tone(self) -> str:
        return {"must": "bad", "trainable": "info", "nice": ""}[self.value]

    @property
    def icon(self) -> str:
        return {"must": "exclamation-circle", "trainable": "mortarboard", "nice": "star"}[
            self.value
        ]


class VacancyStatus(models.TextChoices):
    OPEN = "open", "Ouverte"
    FILLED = "filled", "Pourvue"
    WITHDRAWN = "withdrawn", "Retirée"

    @property
    def tone(self) -> str:
        return {"open": "phase", "filled": "ok", "withdrawn": ""}[self.value]

    @property
    def icon(self) -> str:
        return {"open": "briefcase", "filled": "check-circle", "withdrawn": "x"}[self.value]


class ProposalStage(models.TextChoices):
    PROPOSED = "proposed", "Proposée"
    SENT = "sent", "Envoyée"
    INTERVIEW = "interview", "Entretien d'embauche"
    TRIAL = "trial", "À l'essai ou en immersion"
    HIRED = "hired", "Engagée"
    REFUSED = "refused", "Refusée"
    WITHDRAWN = "withdrawn", "Retirée"

    @property
    def is_open(self) -> bool:
        return self in {self.PROPOSED, self.SENT, self.INTERVIEW, self.TRIAL}

    @property
    def tone(self) -> str:
        tones = {"trial": "info", "hired": "ok", "interview": "warn"}
        return tones.get(self.value, "phase" if self.is_open else "")

    @property
    def icon(self) -> str:
        return {
            "proposed": "send",
            "sent": "envelope",
            "interview": "people",
            "trial": "tools",
            "hired": "check-circle",
            "refused": "x",
            "withdrawn": "arrow-return-left",
        }[self.value]


class EndReason(models.TextChoices):
    TERM = "term", "Fin du terme prévu"
    RESIGNED = "resigned", "Départ de la personne"
    DISMISSED = "dismissed", "Rupture par l'employeur"
    AGREED = "agreed", "Commun accord"
    HEALTH = "health", "Force majeure"
    OTHER = "other", "Autre"


class ApproachKind(models.TextChoices):
    """How one was in touch with an employer."""

    CALL = "call", "Appel"
    VISIT = "visit", "Visite"
    EMAIL = "email", "E-mail"
    EVENT = "event", "Rencontre ou salon"

    @property
    def icon(self) -> str:
        return {"call": "telephone", "visit": "geo-alt", "email": "envelope", "event": "people"}[
            self.value
        ]


class TimeSlot(models.TextChoices):
    """When one works, or can work."""

    DAYS = "days", "En journée"
    EARLY = "early", "Tôt le matin"
    EVENINGS = "evenings", "En soirée"
    NIGHTS = "nights", "La nuit"
    WEEKENDS = "weekends", "Le week-end"
    SHIFTS = "shifts", "En pauses"


class Transport(models.TextChoices):
    CAR = "car", "En voiture"
    TRANSIT = "transit", "En bus, train ou métro"
    BIKE = "bike", "À vélo ou à scooter"
    WALK = "walk", "À pied"


class InsertionProcess(models.TextChoices):
    """How the person comes into the job, as agreed with the employer."""

    DIRECT = "direct", "Engagement direct"
    IMMERSION = "immersion", "Immersion, puis engagement"
    PFI = "pfi", "Plan formation-insertion (PFI)"
    ALTERNANCE = "alternance", "Formation en alternance"


class PayUnit(models.TextChoices):
    HOUR = "hour", "€ brut par heure"
    MONTH = "month", "€ brut par mois"


class RefusalSide(models.TextChoices):
    """Who says no: an employer refuses, a person or the house withdraws."""

    EMPLOYER = "employer", "L'employeur"
    PERSON = "person", "La personne"
    HOUSE = "house", "La Mire"


class RefusalKind(models.TextChoices):
    """Why a proposal ends without a job; none of them tells of health or family."""

    SKILLS = "skills", "Compétences"
    EXPERIENCE = "experience", "Expérience"
    LANGUAGE = "language", "Langue"
    SCHEDULE = "schedule", "Horaire"
    MOBILITY = "mobility", "Trajet"
    PAY = "pay", "Salaire"
    PROJECT = "project", "Ne correspond pas au projet"
    FILLED = "filled", "Poste pourvu par quelqu'un d'autre"
    NO_ANSWER = "no_answer", "Pas de réponse"
    OTHER = "other", "Autre motif"


class ProfileChannel(models.TextChoices):
    EMAIL = "email", "Par e-mail"
    PAPER = "paper", "Imprimé"


class ConsentMeans(models.TextChoices):
    """How a person agreed to the sending of the profile."""

    ORAL = "oral", "De vive voix"
    SIGNED = "signed", "Par écrit, signé"
    MESSAGE = "message", "Par SMS ou e-mail"


class VacancyAnswer(models.TextChoices):
    """What an employer answers to « est-elle toujours vacante ? »."""

    OPEN = "open", "Toujours vacante"
    FILLED = "filled", "Pourvue"
    CHANGE = "change", "À modifier"


class AidOutcome(models.TextChoices):
    """What the conditions of a hiring aid answer together."""

    OPEN = "open", "Ouverte"
    TO_CHECK = "to_check", "Ouverte, à vérifier chez l'employeur"
    UNKNOWN = "unknown", "À compléter"
    CLOSED = "closed", "Fermée"

    @property
    def tone(self) -> str:
        return {"open": "ok", "to_check": "ok", "unknown": "warn", "closed": ""}[self.value]

    @property
    def icon(self) -> str:
        return {
            "open": "check-circle",
            "to_check": "check-circle",
            "unknown": "question-circle",
            "closed": "x-circle",
        }[self.value]
