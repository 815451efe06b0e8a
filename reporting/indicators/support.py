"""Chapter 2: who was taken in charge."""

from django.db.models import Count, Q

from beneficiaries.enums import Diploma, Household, IntakeSource, Residence, Sex
from reporting.indicators import profiles
from reporting.indicators.populations import agreements, signed, taken_in_charge
from reporting.indicators.shapes import (
    BARS,
    HOUSE,
    PAIRS,
    Breakdown,
    Chapter,
    Column,
    Indicator,
    Measure,
)
from reporting.indicators.spans import Span

BELOW_CESS = (Diploma.NONE, Diploma.PRIMARY, Diploma.LOWER_SECONDARY)
PROFILE = "Usage de la maison (axe de lecture ; le décret ne l'impose pas)"
PERSONS = "Les personnes prises en charge (2.1), selon "


def taken(span: Span) -> Measure:
    return Measure(agreements(span).aggregate(n=Count("beneficiary", distinct=True))["n"])


def new_agreements(span: Span) -> Measure:
    counts = agreements(span).aggregate(
        n=Count("beneficiary", distinct=True, filter=Q(agreed_on__range=span.days)),
        base=Count("beneficiary", distinct=True),
    )
    return Measure(counts["n"], counts["base"])


def agreements_signed(span: Span) -> Measure:
    return Measure(signed(span).count())


def by_derogation(span: Span) -> Measure:
    counts = agreements(span).aggregate(
        n=Count("beneficiary", distinct=True, filter=Q(is_derogation=True)),
        base=Count("beneficiary", distinct=True),
    )
    return Measure(counts["n"], counts["base"])


def without_cess(span: Span) -> Measure:
    counts = taken_in_charge(span).aggregate(
        n=Count("pk", filter=Q(beneficiary__diploma__in=BELOW_CESS)), base=Count("pk")
    )
    return Measure(counts["n"], counts["base"])


def _profile(code: str, key: str, title: str, axis: str, rows, labels, **others) -> Breakdown:
    """A table of the persons taken in charge along one axis of their profile."""
    return Breakdown(
        code=code,
        key=key,
        title=title,
        definition=f"{PERSONS}{axis}",
        source=others.pop("source", PROFILE),
        rows=rows,
        labels=labels,
        total_of=others.pop("total_of", "taken"),
        **others,
    )


CHAPTER = Chapter(
    number=2,
    key="support",
    title="Prise en charge",
    lede="Les personnes accompagnées sous convention, comptées une fois, et leur profil.",
    indicators=(
        Indicator(
            code="2.1",
            key="taken",
            label="Personnes prises en charge",
            definition="Personnes dont une convention a couru au moins un jour de la période : "
            "signée au plus tard le dernier jour, et parcours non clôturé ou clôturé au plus tôt "
            "le premier jour. Chaque personne compte une fois. Pour son profil, on retient sa "
            "dernière convention signée parmi celles-là (puis le numéro le plus grand).",
            source="D. 13.12.2023, art. 3, § 3, et art. 5, § 3",
            noun="personne",
            measure=taken,
        ),
        Indicator(
            code="2.2",
            key="new_agreements",
            label="Nouvelles prises en charge",
            definition="Parmi les personnes prises en charge (2.1), celles dont une convention a "
            "été signée dans la période.",
            source="D. 13.12.2023, art. 5, § 3, al. 2",
            noun="personne",
            measure=new_agreements,
            base_label="personnes prises en charge",
        ),
        Indicator(
            code="2.3",
            key="agreements_signed",
            label="Conventions signées",
            definition="Parcours dont la convention a été signée dans la période. Une personne qui "
            "en signe deux compte deux fois.",
            source=HOUSE,
            noun="convention",
            measure=agreements_signed,
        ),
        Indicator(
            code="2.4",
            key="by_derogation",
            label="Prises en charge par dérogation",
            definition="Parmi les personnes prises en charge (2.1), celles dont une convention "
            "ayant couru dans la période a été conclue par dérogation, tous régimes confondus. Le "
            "plafond de chaque régime est contrôlé à part.",
            source="D. 13.12.2023, art. 3, § 3 ; D. 11.03.2004, art. 3, § 1er, al. 2",
            noun="personne",
            measure=by_derogation,
            base_label="personnes prises en charge",
        ),
        Indicator(
            code="2.5",
            key="without_cess",
            label="Sans CESS",
            definition="Parmi les personnes prises en charge (2.1), celles dont le diplôme le plus "
            "élevé noté au dossier est inférieur au certificat de l'enseignement secondaire "
            "supérieur : aucun, primaire ou secondaire inférieur.",
            source="D. 13.12.2023, art. 3, § 1er, 1°",
            noun="personne",
            measure=without_cess,
            base_label="personnes prises en charge",
        ),
    ),
    breakdowns=(
        _profile(
            "2.A",
            "by_regime",
            "Régime de la convention",
            "le régime (décret en vigueur à la signature) de la convention retenue.",
            profiles.by_regime,
            profiles.regime_labels,
            source="D. 13.12.2023, art. 29 et 30",
            shows_zeros=False,
        ),
        _profile(
            "2.B",
            "by_criterion",
            "Critères remplis",
            "chaque critère noté « rempli » dans l'évaluation jointe à la convention retenue. Une "
            "personne qui remplit plusieurs critères figure à chacun : les rangs ne s'additionnent "
            "pas.",
            profiles.by_criterion,
            profiles.criterion_labels,
            source="D. 13.12.2023, art. 3, § 1er ; D. 11.03.2004, art. 3, § 1er",
            columns=(Column("Personnes", adds_up=False),),
            total_of="",
            chart=BARS,
        ),
        _profile(
            "2.C",
            "by_criteria_count",
            "Nombre de critères remplis",
            "le nombre de critères remplis dans l'évaluation jointe à la convention retenue.",
            profiles.by_criteria_count,
            lambda span: profiles.CRITERIA_COUNTS,
        ),
        _profile(
            "2.D",
            "by_sex",
            "Sexe",
            "le sexe noté au dossier.",
            profiles.by_field("sex"),
            profiles.choice_labels(Sex.choices),
            source="D. 13.12.2023, art. 24 (critère de genre de l'évaluation de l'IWEPS)",
        ),
        _profile(
            "2.E",
            "by_age_and_sex",
            "Âge et sexe",
            "l'âge atteint le 31 décembre de l'année du rapport (année moins année de naissance), "
            "et le sexe noté au dossier.",
            profiles.by_age_and_sex,
            profiles.band_labels(profiles.AGE_BANDS),
            source="D. 13.12.2023, art. 3, § 1er, 6° et 7° (bornes de 25 et 55 ans) ; tranches "
            "intermédiaires : usage de la maison",
            columns=(
                Column("Femmes", is_compared=False),
                Column("Hommes", is_compared=False),
                Column("Autre ou non renseigné", is_compared=False),
                Column("Total"),
            ),
            total_column=3,
            chart=PAIRS,
        ),
        _profile(
            "2.F",
            "by_diploma",
            "Diplôme le plus élevé",
            "le diplôme le plus élevé noté au dossier.",
            profiles.by_field("diploma"),
            profiles.choice_labels(Diploma.choices),
        ),
        _profile(
            "2.G",
            "by_source",
            "Origine de la demande",
            "le service qui a adressé la personne, noté au dossier.",
            profiles.by_field("source"),
            profiles.choice_labels(IntakeSource.choices),
            chart=BARS,
        ),
        _profile(
            "2.H",
            "by_registration",
            "Durée d'inscription au Forem",
            "les mois d'inscription comme inoccupé·e sur les 36 précédents, tels que l'évaluation "
            "jointe à la convention retenue les a notés.",
            profiles.by_registration,
            profiles.band_labels(profiles.REGISTRATION_BANDS),
            source="D. 13.12.2023, art. 3, § 1er, 2° (borne de 24 mois)",
        ),
        _profile(
            "2.I",
            "by_income",
            "Revenu le jour de la convention",
            "les périodes notées au dossier qui courent le jour de la signature de la convention "
            "retenue. Qui en a plusieurs figure au premier de ces rangs seulement. « Aucun revenu "
            "noté » : le dossier contient des périodes, mais aucune de ces revenus ce jour-là ; "
            "« non renseigné » : il n'en contient aucune.",
            profiles.by_income,
            profiles.band_labels(profiles.INCOMES),
        ),
        _profile(
            "2.J",
            "by_residence",
            "Nationalité et séjour",
            "la nationalité ou le titre de séjour noté au dossier.",
            profiles.by_field("residence"),
            profiles.choice_labels(Residence.choices),
        ),
        _profile(
            "2.K",
            "by_household",
            "Ménage",
            "la composition du ménage notée au dossier.",
            profiles.by_field("household"),
            profiles.choice_labels(Household.choices),
        ),
        _profile(
            "2.L",
            "by_commune",
            "Commune",
            "la commune de la localité notée au dossier, de la plus représentée à la moins "
            "représentée.",
            profiles.by_commune,
            profiles.band_labels({}),
            shows_zeros=False,
        ),
    ),
)
