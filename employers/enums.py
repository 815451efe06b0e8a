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
    TRIAL = "trial", "À l'essai"
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
