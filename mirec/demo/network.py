"""The partners of the demo's territory. Kinds and places are real, contacts are invented."""

from dataclasses import dataclass

from partners.enums import PartnerKind


@dataclass(frozen=True)
class PartnerPlan:
    name: str
    kind: PartnerKind
    postal_code: str
    city: str
    contact: str
    services: str
    is_operator: bool = False


FOREM = "Forem Formation Charleroi"
SOCIAL_PROMOTION = "Institut de Promotion sociale de Charleroi"
CARE_SCHOOL = "École de Promotion sociale des métiers du soin"
IFAPME = "IFAPME Charleroi"
CEFA = "CEFA de Charleroi"
CISP_BUILDING = "Chantiers du Pays Noir (CISP)"
CISP_CLEANING = "Le Coup de Pouce (CISP)"

PARTNERS: tuple[PartnerPlan, ...] = (
    PartnerPlan(
        "Forem Charleroi", PartnerKind.FOREM, "6000", "Charleroi", "Conseil et adressage",
        "Adresse les chercheurs d'emploi, confirme les inscriptions, signe les contrats de "
        "formation.",
    ),
    PartnerPlan(
        FOREM, PartnerKind.FOREM, "6200", "Châtelineau", "Secrétariat des formations",
        "Carrelage, logistique, secrétariat ; validation des compétences ; visites du centre le "
        "premier mardi du mois.", True,
    ),
    PartnerPlan(
        "CPAS de Charleroi", PartnerKind.CPAS, "6000", "Charleroi", "Service d'insertion",
        "Attestations de RIS, articles 60 § 7, aide à la garde et aux déplacements.",
    ),
    PartnerPlan(
        "CPAS de Farciennes", PartnerKind.CPAS, "6240", "Farciennes", "Service d'insertion",
        "Articles 60 § 7 et permanences sociales communes le jeudi.",
    ),
    PartnerPlan(
        "CPAS de Courcelles", PartnerKind.CPAS, "6180", "Courcelles", "Cellule emploi",
        "Attestations et accompagnement budgétaire.",
    ),
    PartnerPlan(
        "CPAS de Châtelet", PartnerKind.CPAS, "6200", "Châtelet", "Cellule emploi",
        "Articles 60 § 7 et ateliers de français.",
    ),
    PartnerPlan(
        "AViQ, bureau de Charleroi", PartnerKind.AVIQ, "6000", "Charleroi", "Accueil",
        "Orientation, aides à l'emploi et aménagement du poste de travail.",
    ),
    PartnerPlan(
        IFAPME, PartnerKind.IFAPME, "6000", "Charleroi", "Délégué à la tutelle",
        "Formations en alternance dans les métiers de bouche et du bâtiment.", True,
    ),
    PartnerPlan(
        CEFA, PartnerKind.CEFA, "6000", "Charleroi", "Accompagnateur",
        "Alternance pour les moins de 25 ans, du deuxième au troisième degré.", True,
    ),
    PartnerPlan(
        SOCIAL_PROMOTION, PartnerKind.SOCIAL_PROMOTION, "6000", "Charleroi", "Direction",
        "Secrétariat médical et cours de français ; salles équipées.", True,
    ),
    PartnerPlan(
        CARE_SCHOOL, PartnerKind.SOCIAL_PROMOTION, "6061", "Montignies-sur-Sambre",
        "Coordination des stages",
        "Aide-soignant·e et aide familial·e, stages en maison de repos.", True,
    ),
    PartnerPlan(
        CISP_BUILDING, PartnerKind.CISP, "6030", "Marchienne-au-Pont", "Coordination",
        "Maçonnerie et éco-construction sur chantier école.", True,
    ),
    PartnerPlan(
        CISP_CLEANING, PartnerKind.CISP, "6060", "Gilly", "Formatrice",
        "Nettoyage et aide-ménage, groupes de dix personnes.", True,
    ),
    PartnerPlan(
        "FGTB Charleroi, cellule emploi", PartnerKind.UNION, "6000", "Charleroi", "Cellule emploi",
        "Information sur les droits et les recours.",
    ),
    PartnerPlan(
        "CSC Charleroi, service formation", PartnerKind.UNION, "6000", "Charleroi",
        "Service formation", "Information sur les droits et la reconversion.",
    ),
    PartnerPlan(
        "Ville de Charleroi, Maison de l'emploi", PartnerKind.MUNICIPALITY, "6000", "Charleroi",
        "Accueil", "Salle et ordinateurs en libre accès.",
    ),
    PartnerPlan(
        "Les Roues de la Sambre", PartnerKind.ASSOCIATION, "6041", "Gosselies", "Mobilité",
        "Prêt de vélos et de vélomoteurs, préparation au permis B théorique.",
    ),
)  # fmt: skip
