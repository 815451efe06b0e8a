"""What does the house offer, and to whom? The words of the public page.

After the mission of MIREC (12.12.2008), the sheet of Participate! and D23 art. 3 to 5.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = str | Promise


@dataclass(frozen=True)
class Service:
    key: str
    icon: str
    title: Words
    text: Words
    points: tuple[Words, ...] = ()


SERVICES = (
    Service(
        "jobcoaching",
        "person-check",
        _("Jobcoaching"),
        _(
            "Une personne vous accompagne, jusqu'à deux ans, dans votre recherche d'emploi. Vous "
            "vous voyez souvent, seul·e ou en atelier."
        ),
        (
            _("écrire votre CV et votre lettre de motivation"),
            _("trouver les offres qui vous vont et y répondre"),
            _("préparer l'entretien d'embauche"),
            _("régler ce qui bloque : transport, garde des enfants, papiers"),
        ),
    ),
    Service(
        "potentiel",
        "clipboard-check",
        _("Évaluation de vos potentialités"),
        _(
            "Avec vous, nous repérons ce que vous savez faire : ce que vous avez appris en "
            "formation, au travail ou autrement, et votre façon de travailler. Vous savez alors "
            "ce qui vous rapproche d'un emploi."
        ),
    ),
    Service(
        "alternance",
        "mortarboard",
        _("Formation en alternance"),
        _(
            "Vous apprenez un métier : la théorie chez un opérateur (promotion sociale, Forem, "
            "CEFA, IFAPME…), la pratique en entreprise. Vous gardez vos allocations ou votre "
            "revenu d'intégration et vous recevez une indemnité par heure suivie. Vos "
            "déplacements et la garde de vos enfants peuvent être remboursés ; vous êtes "
            "assuré·e. Nous vous suivons pendant toute la formation."
        ),
    ),
    Service(
        "embauche",
        "briefcase",
        _("Accompagnement après l'embauche"),
        _(
            "Le contrat est signé : nous restons là. Nous passons vous voir, et votre employeur "
            "aussi, pour éviter les difficultés ou les résoudre, et pour que l'emploi dure."
        ),
    ),
    Service(
        "validation",
        "award",
        _("Validation des compétences"),
        _(
            "Vous connaissez le métier sans avoir le diplôme ? Nous vous aidons à faire "
            "reconnaître vos compétences par un titre officiel."
        ),
    ),
    Service(
        "mediation",
        "chat-left-text",
        _("Médiation avec les employeurs"),
        _(
            "Nous cherchons les postes vacants. Avec l'employeur, nous fixons ce qu'il faut "
            "vraiment savoir faire et ce qui peut s'apprendre sur place ; avec vous, comment "
            "acquérir ce qui manque. Puis nous vous présentons."
        ),
    ),
)

TRADES = (
    _("secrétaire médical·e"),
    _("ouvrier·ère carreleur"),
    _("maçon·ne"),
    _("ouvrier·ère polyvalent·e en éco-construction"),
    _("caissier·ère"),
    _("employé·e à orientation juridique"),
    _("technicien·ne de surface"),
    _("commis de cuisine"),
    _("vendeur·euse-caissier·ère"),
    _("réassortisseur·euse"),
    _("préparateur·rice de viande"),
    _("aide-ménager·ère"),
    _("aide familial·e"),
    _("aide-soignant·e"),
)

CONDITIONS = (
    _("vous n'avez pas le diplôme de l'enseignement secondaire supérieur (CESS)"),
    _("vous cherchez un emploi depuis longtemps : 24 mois au cours des 3 dernières années"),
    _("vous revenez sur le marché de l'emploi après 3 ans sans travail ni allocations"),
    _("vous recevez le revenu d'intégration ou une aide financière équivalente du CPAS"),
    _("vous êtes réfugié·e, ou de nationalité étrangère en séjour légal"),
    _("vous avez moins de 25 ans et ne travaillez pas depuis 12 mois"),
    _("vous avez 55 ans ou plus"),
    _("vous avez un handicap ou un problème de santé reconnu (AViQ, INAMI, SPF…)"),
    _("le Forem vous envoie chez nous"),
)
"""D23 art. 3 § 1 in plain words; the verdict itself is made with the person."""
