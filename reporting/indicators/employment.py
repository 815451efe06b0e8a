"""Chapter 4: contracts, persons put to work, insertions. Three counts, never mixed."""

from django.db.models import Case, CharField, Count, F, Q, QuerySet, Value, When

from coaching.models import Journey
from employers.enums import ContractType
from reporting.indicators.populations import contracts, ended, signed
from reporting.indicators.shapes import (
    BARS,
    HOUSE,
    NOT_FILLED,
    NOT_FILLED_LABEL,
    Breakdown,
    Chapter,
    Column,
    Indicator,
    Labels,
    Measure,
    Rows,
)
from reporting.indicators.spans import Span

FULL_TIME_HOURS = 38
HALF_TIME_HOURS = 19
INSERTION_LAW = (
    "D. 13.12.2023, art. 1er, al. 2 (3 mois chez un même employeur ou 6 mois chez plusieurs) ; "
    "conventions d'avant 2024 : contrat d'au moins 6 mois, repris de la presse, à confirmer"
)
COHORT = (
    " La cohorte officielle n'a pas été trouvée (arrêté du 06.06.2024) : les deux lectures sont "
    "données."
)
TEST = (
    "Cette date est fixée par le test du régime de la convention, sur les contrats commencés à "
    "partir d'elle. Lecture de la maison, le décret n'en dit rien : les jours d'occupation "
    "s'additionnent même s'ils ne se suivent pas, un jour sous deux contrats compte une fois, les "
    "mois sont de calendrier et trente jours restants font un mois."
)
HOURS_BANDS = {
    "0-18": "Moins de 19 h par semaine",
    "19-37": "De 19 h à moins de 38 h",
    "38+": "38 h et plus",
}
PER_CONTRACT = (Column("Contrats", "contrat"), Column("Personnes", adds_up=False))


def begun(span: Span) -> Measure:
    return Measure(contracts(span).count())


def put_to_work(span: Span) -> Measure:
    return Measure(contracts(span).aggregate(n=Count("beneficiary", distinct=True))["n"])


def _contracts_where(span: Span, condition: Q) -> Measure:
    counts = contracts(span).aggregate(n=Count("pk", filter=condition), base=Count("pk"))
    return Measure(counts["n"], counts["base"])


def aided(span: Span) -> Measure:
    return _contracts_where(span, Q(is_aided=True))


def part_time(span: Span) -> Measure:
    return _contracts_where(span, Q(hours_per_week__lt=FULL_TIME_HOURS))


def hiring_employers(span: Span) -> Measure:
    return Measure(contracts(span).aggregate(n=Count("employer", distinct=True))["n"])


def inserted(span: Span) -> Measure:
    reached = Journey.objects.filter(sustained_on__range=span.days)
    return Measure(reached.aggregate(n=Count("beneficiary", distinct=True))["n"])


def _inserted_among(cohort: QuerySet[Journey], span: Span) -> Measure:
    """Persons of the cohort, and those whose parcours in it reached insertion by the day."""
    counts = cohort.aggregate(
        n=Count("beneficiary", distinct=True, filter=Q(sustained_on__lte=span.on)),
        base=Count("beneficiary", distinct=True),
    )
    return Measure(counts["n"], counts["base"])


def inserted_entrants(span: Span) -> Measure:
    return _inserted_among(signed(span), span)


def inserted_leavers(span: Span) -> Measure:
    return _inserted_among(ended(span), span)


def _per_contract(category) -> QuerySet:
    def rows(span: Span) -> Rows:
        return (
            contracts(span)
            .annotate(category=category)
            .values_list("category")
            .annotate(n=Count("pk"), persons=Count("beneficiary", distinct=True))
            .order_by()
        )

    return rows


by_contract_type = _per_contract(F("contract_type"))
by_sector = _per_contract(F("employer__sector"))
by_hours = _per_contract(
    Case(
        When(hours_per_week__lt=HALF_TIME_HOURS, then=Value("0-18")),
        When(hours_per_week__lt=FULL_TIME_HOURS, then=Value("19-37")),
        default=Value("38+"),
        output_field=CharField(),
    )
)


def sector_labels(span: Span) -> Labels:
    return {NOT_FILLED: NOT_FILLED_LABEL}


CHAPTER = Chapter(
    number=4,
    key="employment",
    title="Emploi et insertion",
    lede="Contrats commencés, personnes mises à l'emploi et insertions atteintes sont trois "
    "comptes distincts.",
    indicators=(
        Indicator(
            code="4.1",
            key="contracts",
            label="Contrats commencés",
            definition="Contrats de travail dont le premier jour tombe dans la période, de tout "
            "type et de toute durée. Une personne peut en avoir plusieurs.",
            source=HOUSE,
            noun="contrat",
            measure=begun,
        ),
        Indicator(
            code="4.2",
            key="put_to_work",
            label="Personnes mises à l'emploi",
            definition="Personnes qui ont au moins un contrat commencé dans la période (4.1). "
            "Chaque personne compte une fois.",
            source=HOUSE,
            noun="personne",
            measure=put_to_work,
        ),
        Indicator(
            code="4.3",
            key="aided",
            label="Contrats avec une aide à l'emploi",
            definition="Parmi les contrats commencés (4.1), ceux qui sont notés avec une aide à "
            "l'emploi.",
            source=HOUSE,
            noun="contrat",
            measure=aided,
            base_label="contrats commencés",
        ),
        Indicator(
            code="4.4",
            key="part_time",
            label="Contrats à temps partiel",
            definition="Parmi les contrats commencés (4.1), ceux de moins de 38 heures par "
            "semaine. Ce seuil est un repère de la maison : le décret ne définit pas le temps "
            "partiel.",
            source=HOUSE,
            noun="contrat",
            measure=part_time,
            base_label="contrats commencés",
        ),
        Indicator(
            code="4.5",
            key="hiring_employers",
            label="Employeurs qui ont engagé",
            definition="Employeurs ayant au moins un contrat commencé dans la période (4.1). "
            "Chaque employeur compte une fois.",
            source=HOUSE,
            noun="employeur",
            measure=hiring_employers,
        ),
        Indicator(
            code="4.6",
            key="inserted",
            label="Insertions atteintes",
            definition="Personnes dont un parcours porte une date d'insertion atteinte qui tombe "
            "dans la période. Chaque personne compte une fois. " + TEST,
            source=INSERTION_LAW,
            noun="personne",
            measure=inserted,
        ),
        Indicator(
            code="4.7",
            key="inserted_entrants",
            label="Insertion des personnes entrées",
            definition="Base : personnes dont une convention a été signée dans la période. Compte "
            ": celles dont un tel parcours porte une date d'insertion atteinte, au plus tard le "
            "jour du calcul, pour les deux années." + COHORT,
            source=INSERTION_LAW,
            noun="personne",
            measure=inserted_entrants,
            base_label="personnes entrées",
        ),
        Indicator(
            code="4.8",
            key="inserted_leavers",
            label="Insertion des personnes sorties",
            definition="Base : personnes dont un parcours avec convention a été clôturé dans la "
            "période. Compte : celles dont un tel parcours porte une date d'insertion atteinte, au "
            "plus tard le jour du calcul, pour les deux années." + COHORT,
            source=INSERTION_LAW,
            noun="personne",
            measure=inserted_leavers,
            base_label="personnes sorties",
        ),
    ),
    breakdowns=(
        Breakdown(
            code="4.A",
            key="by_contract_type",
            title="Type de contrat",
            definition="Les contrats commencés (4.1), selon leur type. La colonne des personnes ne "
            "s'additionne pas : une personne peut avoir des contrats de plusieurs types.",
            source=HOUSE,
            rows=by_contract_type,
            labels=lambda span: dict(ContractType.choices),
            columns=PER_CONTRACT,
            total_of="contracts",
            chart=BARS,
        ),
        Breakdown(
            code="4.B",
            key="by_hours",
            title="Régime de travail",
            definition="Les contrats commencés (4.1), selon les heures par semaine.",
            source=HOUSE,
            rows=by_hours,
            labels=lambda span: HOURS_BANDS,
            columns=PER_CONTRACT,
            total_of="contracts",
        ),
        Breakdown(
            code="4.C",
            key="by_sector",
            title="Secteur de l'employeur",
            definition="Les contrats commencés (4.1), selon le secteur noté à la fiche de "
            "l'employeur.",
            source=HOUSE,
            rows=by_sector,
            labels=sector_labels,
            columns=PER_CONTRACT,
            total_of="contracts",
            shows_zeros=False,
        ),
    ),
)
