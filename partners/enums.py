from django.db import models


class PartnerKind(models.TextChoices):
    FOREM = "forem", "Forem"
    CPAS = "cpas", "CPAS"
    AVIQ = "aviq", "AViQ"
    IFAPME = "ifapme", "IFAPME"
    CEFA = "cefa", "CEFA"
    SOCIAL_PROMOTION = "social_promotion", "Promotion sociale"
    CISP = "cisp", "CISP"
    UNION = "union", "Organisation syndicale"
    ASSOCIATION = "association", "Association"
    MUNICIPALITY = "municipality", "Commune"
    OTHER = "other", "Autre"
