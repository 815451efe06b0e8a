"""The occupations of the demo, with their ROME code where France Travail's open list gives it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Job:
    """`weight` says how often persons aim at it; `sector` picks its employers."""

    label: str
    feminine: str
    masculine: str
    rome: str
    sector: str
    weight: int
    skills: tuple[str, ...]


def _job(
    label: str, feminine: str, masculine: str, rome: str, sector: str, weight: int, skills: str
):
    return Job(label, feminine, masculine, rome, sector, weight, tuple(skills.split(" | ")))


CLEANING, HEALTH, BUILDING, SHOPS = "Nettoyage", "Soins et aide", "Construction", "Commerce"
KITCHENS, LOGISTICS, OFFICES, GREEN = "Horeca", "Logistique", "Services", "Environnement"
INDUSTRY, HOMES = "Industrie", "Titres-services"

JOBS: dict[str, Job] = {
    job.label: job
    for job in (
        _job(
            "Secrétaire médical·e",
            "Secrétaire médicale",
            "Secrétaire médical",
            "M1609",
            HEALTH,
            6,
            "Accueillir des patients | Gérer un agenda de consultations | Taper un rapport médical "
            "| Traitement de texte | Classer et archiver",
        ),
        _job(
            "Carreleur·euse",
            "Carreleuse",
            "Carreleur",
            "F1608",
            BUILDING,
            5,
            "Poser du carrelage | Préparer un support | Réaliser des joints | Lire un plan "
            "| Travailler en hauteur en sécurité",
        ),
        _job(
            "Maçon·ne",
            "Maçonne",
            "Maçon",
            "F1703",
            BUILDING,
            7,
            "Monter un mur en maçonnerie | Préparer un mortier | Lire un plan "
            "| Coffrer et bétonner | Travailler en hauteur en sécurité",
        ),
        _job(
            "Ouvrier·ère polyvalent·e en éco-construction",
            "Ouvrière polyvalente en éco-construction",
            "Ouvrier polyvalent en éco-construction",
            "",
            BUILDING,
            4,
            "Poser une isolation naturelle | Monter une ossature en bois | Appliquer un enduit "
            "| Lire un plan | Trier les déchets d'un chantier",
        ),
        _job(
            "Caissier·ère",
            "Caissière",
            "Caissier",
            "D1505",
            SHOPS,
            9,
            "Tenir une caisse | Rendre la monnaie | Accueillir la clientèle | Mettre en rayon "
            "| Gérer une réclamation simple",
        ),
        _job(
            "Technicien·ne de surface",
            "Technicienne de surface",
            "Technicien de surface",
            "K2204",
            CLEANING,
            16,
            "Nettoyer des sanitaires | Entretenir des sols | Doser des produits d'entretien "
            "| Utiliser une monobrosse | Respecter un plan de nettoyage",
        ),
        _job(
            "Commis de cuisine",
            "Commis de cuisine",
            "Commis de cuisine",
            "G1602",
            KITCHENS,
            8,
            "Éplucher et tailler des légumes | Respecter les normes d'hygiène alimentaire "
            "| Dresser des assiettes | Entretenir un poste de cuisine | Réceptionner des denrées",
        ),
        _job(
            "Aide-ménager·ère",
            "Aide-ménagère",
            "Aide-ménager",
            "K1304",
            HOMES,
            14,
            "Entretenir des sols | Repasser du linge | Nettoyer des sanitaires "
            "| Organiser son travail à domicile | Doser des produits d'entretien",
        ),
        _job(
            "Aide-soignant·e",
            "Aide-soignante",
            "Aide-soignant",
            "J1501",
            HEALTH,
            8,
            "Aider à la toilette | Mobiliser une personne | Observer et transmettre "
            "| Respecter l'hygiène des soins | Communiquer avec une personne désorientée",
        ),
        _job(
            "Aide familial·e",
            "Aide familiale",
            "Aide familial",
            "K1304",
            HEALTH,
            4,
            "Aider à la toilette | Préparer un repas | Observer et transmettre "
            "| Organiser son travail à domicile | Communiquer avec une personne désorientée",
        ),
        _job(
            "Réassortisseur·euse",
            "Réassortisseuse",
            "Réassortisseur",
            "D1507",
            SHOPS,
            6,
            "Mettre en rayon | Contrôler des dates de péremption | Réceptionner des marchandises "
            "| Manier un transpalette | Accueillir la clientèle",
        ),
        _job(
            "Vendeur·euse en alimentation",
            "Vendeuse en alimentation",
            "Vendeur en alimentation",
            "D1106",
            SHOPS,
            6,
            "Conseiller la clientèle | Tenir une caisse | Rendre la monnaie "
            "| Respecter les normes d'hygiène alimentaire | Mettre en rayon",
        ),
        _job(
            "Préparateur·rice de commandes",
            "Préparatrice de commandes",
            "Préparateur de commandes",
            "N1103",
            LOGISTICS,
            9,
            "Préparer une commande | Utiliser un scanner | Manier un transpalette "
            "| Emballer et filmer une palette | Réceptionner des marchandises",
        ),
        _job(
            "Cariste",
            "Cariste",
            "Cariste",
            "N1101",
            LOGISTICS,
            5,
            "Conduire un chariot élévateur | Charger un camion | Utiliser un scanner "
            "| Emballer et filmer une palette | Appliquer des consignes de sécurité",
        ),
        _job(
            "Chauffeur·euse-livreur·euse",
            "Chauffeuse-livreuse",
            "Chauffeur-livreur",
            "N4105",
            LOGISTICS,
            4,
            "Conduire une camionnette | Suivre une tournée | Accueillir la clientèle "
            "| Charger un camion | Utiliser un scanner",
        ),
        _job(
            "Ouvrier·ère de production",
            "Ouvrière de production",
            "Ouvrier de production",
            "",
            INDUSTRY,
            6,
            "Alimenter une machine | Contrôler la qualité d'une pièce | Conditionner des produits "
            "| Appliquer des consignes de sécurité | Travailler en équipes successives",
        ),
        _job(
            "Jardinier·ère",
            "Jardinière",
            "Jardinier",
            "A1203",
            GREEN,
            4,
            "Tondre et débroussailler | Tailler une haie | Utiliser une tronçonneuse "
            "| Trier les déchets d'un chantier | Entretenir du petit matériel",
        ),
        _job(
            "Employé·e administratif·ve",
            "Employée administrative",
            "Employé administratif",
            "M1602",
            OFFICES,
            5,
            "Traitement de texte | Encoder des données | Classer et archiver "
            "| Répondre au téléphone | Rédiger un courrier",
        ),
        _job(
            "Agent·e de gardiennage",
            "Agente de gardiennage",
            "Agent de gardiennage",
            "K2503",
            OFFICES,
            3,
            "Contrôler des accès | Rédiger un rapport d'incident | Appliquer des consignes de "
            "sécurité | Désamorcer un conflit | Travailler en équipes successives",
        ),
        _job(
            "Peintre en bâtiment",
            "Peintre en bâtiment",
            "Peintre en bâtiment",
            "F1606",
            BUILDING,
            4,
            "Préparer un support | Appliquer une peinture | Tapisser | Appliquer un enduit "
            "| Travailler en hauteur en sécurité",
        ),
    )
}
LABELS = tuple(JOBS)
WEIGHTS = tuple(job.weight for job in JOBS.values())
