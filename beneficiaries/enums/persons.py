"""Who the person is and what was lived through."""

from django.db.models import TextChoices


class Sex(TextChoices):
    FEMALE = "F", "Femme"
    MALE = "M", "Homme"
    OTHER = "X", "Autre"


class Household(TextChoices):
    SINGLE = "single", "Isolé·e"
    SINGLE_PARENT = "single_parent", "Famille monoparentale"
    COUPLE = "couple", "En couple"
    COUPLE_CHILDREN = "couple_children", "En couple avec enfants"
    WITH_FAMILY = "with_family", "Chez des parents ou des proches"
    OTHER = "other", "Autre"


class PreferredChannel(TextChoices):
    PHONE = "phone", "Téléphone"
    SMS = "sms", "SMS"
    EMAIL = "email", "E-mail"
    POST = "post", "Courrier"


class IntakeSource(TextChoices):
    """Who sent the person; an axis of the report."""

    FOREM = "forem", "Forem"
    CPAS = "cpas", "CPAS"
    AVIQ = "aviq", "AViQ"
    PARTNER = "partner", "Autre partenaire"
    SPONTANEOUS = "spontaneous", "Venue spontanée"


class SituationKind(TextChoices):
    """Dated periods from which the facts of an assessment are proposed."""

    REGISTERED = "registered", "Inscription au Forem comme inoccupé·e"
    ALLOWANCE = "allowance", "Allocations de chômage ou d'insertion"
    INTEGRATION_INCOME = "integration_income", "Revenu d'intégration sociale (RIS)"
    EQUIVALENT_AID = "equivalent_aid", "Aide sociale équivalente au RIS"
    OTHER_AID = "other_aid", "Autre aide sociale du CPAS"
    WORK = "work", "Travail"
    SICKNESS = "sickness", "Indemnités de mutuelle"
    MATERNITY = "maternity", "Repos de maternité"
    CARE_BREAK = "care_break", "Interruption pour soins ou éducation"
