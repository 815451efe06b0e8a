"""Who are the persons taken in charge? One GROUP BY for each axis of the profile."""

from django.db.models import (
    Case,
    CharField,
    Count,
    Exists,
    F,
    Func,
    IntegerField,
    OuterRef,
    Q,
    Value,
    When,
)
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, Coalesce, ExtractYear

from beneficiaries.enums import Sex, SituationKind
from beneficiaries.models import Regime, RegimeCriterion, Situation
from reporting.indicators.populations import agreements, taken_in_charge
from reporting.indicators.shapes import NOT_FILLED, NOT_FILLED_LABEL, Labels, Rows
from reporting.indicators.spans import Span

AGE_BANDS = {
    "0-24": "Moins de 25 ans",
    "25-34": "25 à 34 ans",
    "35-44": "35 à 44 ans",
    "45-54": "45 à 54 ans",
    "55+": "55 ans et plus",
}
"""The decree's own bounds, 25 and 55 (D23 art. 3 § 1, 6° and 7°); not those of ESF+."""
REGISTRATION_BANDS = {
    "0-11": "Moins de 12 mois",
    "12-23": "De 12 à 23 mois",
    "24-36": "24 mois et plus",
}
INCOMES = {
    "integration": "Revenu d'intégration ou aide équivalente",
    "allowance": "Allocations de chômage ou d'insertion",
    "other": "Autre revenu noté (mutuelle, maternité, autre aide du CPAS, travail)",
    "none": "Aucun revenu noté ce jour-là",
}
INTEGRATION_KINDS = (SituationKind.INTEGRATION_INCOME, SituationKind.EQUIVALENT_AID)
OTHER_KINDS = (
    SituationKind.OTHER_AID,
    SituationKind.SICKNESS,
    SituationKind.MATERNITY,
    SituationKind.WORK,
)
MANY_CRITERIA = 4


class Unnest(Func):
    """One row for each element of an array."""

    function = "unnest"
    arity = 1
    set_returning = True
    output_field = CharField()


def _text(*whens: When) -> Case:
    return Case(*whens, default=Value(NOT_FILLED), output_field=CharField())


def by_field(name: str):
    """Persons by a column of their own record; nothing filled in is a category too."""

    def rows(span: Span) -> Rows:
        category = Coalesce(F(f"beneficiary__{name}"), Value(NOT_FILLED))
        return _counted(span, category)

    return rows


def _counted(span: Span, category) -> Rows:
    return (
        taken_in_charge(span)
        .annotate(category=category)
        .values_list("category")
        .annotate(n=Count("pk"))
        .order_by()
    )


def by_regime(span: Span) -> Rows:
    return _counted(span, F("regime__code"))


def regime_labels(span: Span) -> Labels:
    regimes = Regime.objects.order_by("valid_from").values_list("code", "label")
    return {code: f"{code} – {label}" for code, label in regimes}


def by_criterion(span: Span) -> Rows:
    """Persons under each criterion met of the retained assessment: a person under several."""
    counted = (
        taken_in_charge(span)
        .annotate(met=Unnest("assessment__criteria_met"))
        .values_list("regime__code", "met")
        .annotate(n=Count("pk"))
        .order_by()
    )
    return ((f"{regime} {code}", n) for regime, code, n in counted)


def criterion_labels(span: Span) -> Labels:
    """The criteria of every regime under which an agreement ran, this year or the year before."""
    both_years = Span(span.year, span.start.replace(year=span.year - 1), span.end, span.on)
    criteria = (
        RegimeCriterion.objects.filter(
            is_general=False, regime__in=agreements(both_years).values("regime")
        )
        .order_by("regime__valid_from", "order", "pk")
        .values_list("regime__code", "code", "label", "article")
    )
    return {
        f"{regime} {code}": f"{regime}, {code}° {label}\n{article}"
        for regime, code, label, article in criteria
    }


def by_criteria_count(span: Span) -> Rows:
    met = F("assessment__criteria_met__len")
    band = Case(
        When(assessment__criteria_met__len__gte=MANY_CRITERIA, then=Value(MANY_CRITERIA)),
        default=met,
        output_field=IntegerField(),
    )
    return ((str(count), n) for count, n in _counted(span, band))


CRITERIA_COUNTS = {
    "0": "Aucun critère (dérogation)",
    "1": "Un critère",
    "2": "Deux critères",
    "3": "Trois critères",
    "4": "Quatre critères ou plus",
}


def _age_band(year: int) -> Case:
    """Age on 31 December: the year minus the year of birth, as everyone's birthday is past."""
    born = "born_year"
    return _text(
        When(**{f"{born}__gt": year - 25}, then=Value("0-24")),
        When(**{f"{born}__gt": year - 35}, then=Value("25-34")),
        When(**{f"{born}__gt": year - 45}, then=Value("35-44")),
        When(**{f"{born}__gt": year - 55}, then=Value("45-54")),
        When(**{f"{born}__isnull": False}, then=Value("55+")),
    )


def by_age_and_sex(span: Span) -> Rows:
    women, men = Q(beneficiary__sex=Sex.FEMALE), Q(beneficiary__sex=Sex.MALE)
    return (
        taken_in_charge(span)
        .annotate(born_year=ExtractYear("beneficiary__born_on"))
        .annotate(band=_age_band(span.year))
        .values_list("band")
        .annotate(
            women=Count("pk", filter=women),
            men=Count("pk", filter=men),
            others=Count("pk", filter=~women & ~men),
            total=Count("pk"),
        )
        .order_by()
    )


def by_registration(span: Span) -> Rows:
    months = Cast(KeyTextTransform("registered_months_of_36", "assessment__facts"), IntegerField())
    return (
        taken_in_charge(span)
        .annotate(months=months)
        .annotate(
            band=_text(
                When(months__lt=12, then=Value("0-11")),
                When(months__lt=24, then=Value("12-23")),
                When(months__gte=24, then=Value("24-36")),
            )
        )
        .values_list("band")
        .annotate(n=Count("pk"))
        .order_by()
    )


def _lives_on(*kinds: SituationKind) -> Exists:
    """A period of one of the kinds runs on the day of the agreement, both ends included."""
    return Exists(
        Situation.objects.filter(
            Q(ends_on__isnull=True) | Q(ends_on__gte=OuterRef("agreed_on")),
            beneficiary=OuterRef("beneficiary"),
            kind__in=kinds,
            starts_on__lte=OuterRef("agreed_on"),
        )
    )


def _has_periods() -> Exists:
    """The file tells what the person lived through, at any time."""
    return Exists(Situation.objects.filter(beneficiary=OuterRef("beneficiary")))


def by_income(span: Span) -> Rows:
    return _counted(
        span,
        _text(
            When(_lives_on(*INTEGRATION_KINDS), then=Value("integration")),
            When(_lives_on(SituationKind.ALLOWANCE), then=Value("allowance")),
            When(_lives_on(*OTHER_KINDS), then=Value("other")),
            When(_has_periods(), then=Value("none")),
        ),
    )


def by_commune(span: Span) -> Rows:
    return _counted(span, Coalesce(F("beneficiary__locality__commune"), Value(NOT_FILLED)))


def choice_labels(choices: list[tuple[str, str]]):
    """The members of a closed list in its order, then what was not filled in."""
    labels = {**dict(choices), NOT_FILLED: NOT_FILLED_LABEL}
    return lambda span: labels


def band_labels(bands: Labels):
    labels = {**bands, NOT_FILLED: NOT_FILLED_LABEL}
    return lambda span: labels
