"""Chapter 7: what follows a hire, and what both sides say of it (qualitative indices).

The decree of 2004 asks for « indices de satisfaction des bénéficiaires et des employeurs »
(art. 10, § 3); what the qualitative criteria of 2024 contain was not found.
"""

from collections import Counter

from django.db.models import CharField, Count, Q, QuerySet
from django.db.models.functions import Cast

from coaching.enums import DifficultyKind, OpinionScore, OpinionSide, ValidationResult
from coaching.models import Difficulty, HireCheck, Opinion, SkillTest
from reporting.indicators.shapes import (
    BARS,
    HOUSE,
    PAIRS,
    Breakdown,
    Chapter,
    Column,
    Indicator,
    Measure,
    Rows,
)
from reporting.indicators.spans import Span

SATISFACTION = (
    "D. 11.03.2004, art. 10, § 3 (indices de satisfaction) ; D. 13.12.2023, art. 16, al. 4 "
    "(critères qualitatifs, contenu non trouvé)"
)
SUPPORT = "D. 13.12.2023, art. 5, § 4 (accompagnement dans l'emploi)"
WELL = (OpinionScore.WELL, OpinionScore.VERY_WELL)
LEAST_SHOWN = 5
"""Fewer difficulties of health than this are counted among the others: nobody is to be guessed."""
ANSWERS = "Les réponses reçues dans la période (7.1)"


def opinions(span: Span) -> QuerySet[Opinion]:
    return Opinion.objects.filter(given_on__range=span.days)


def answers(span: Span) -> Measure:
    return Measure(opinions(span).count())


def _satisfied(side: OpinionSide):
    def measure(span: Span) -> Measure:
        counts = (
            opinions(span)
            .filter(side=side)
            .aggregate(n=Count("pk", filter=Q(score__in=WELL)), base=Count("pk"))
        )
        return Measure(counts["n"], counts["base"])

    return measure


def checks_done(span: Span) -> Measure:
    return Measure(HireCheck.objects.filter(done_on__range=span.days).count())


def calls(span: Span) -> Measure:
    counts = HireCheck.objects.filter(call_due_on__range=span.days).aggregate(
        n=Count("pk", filter=Q(called_on__isnull=False)), base=Count("pk")
    )
    return Measure(counts["n"], counts["base"])


def difficulties(span: Span) -> Measure:
    return Measure(Difficulty.objects.filter(noted_on__range=span.days).count())


def titles(span: Span) -> Measure:
    sat = SkillTest.objects.filter(
        result__in=(ValidationResult.PASSED, ValidationResult.FAILED), result_on__range=span.days
    )
    passed = Q(result=ValidationResult.PASSED)
    counts = sat.aggregate(n=Count("pk", filter=passed), base=Count("pk"))
    return Measure(counts["n"], counts["base"])


def by_answer(span: Span) -> Rows:
    of_side = {side.value: Count("pk", filter=Q(side=side)) for side in OpinionSide}
    return (
        opinions(span)
        .values_list(Cast("score", CharField()))
        .annotate(**of_side, total=Count("pk"))
        .order_by()
    )


def by_difficulty(span: Span) -> Rows:
    """The few of health are counted under « autre »; the total stays the same."""
    rows = (
        Difficulty.objects.filter(noted_on__range=span.days)
        .values_list("kind")
        .annotate(n=Count("pk"), solved=Count("pk", filter=Q(solved_on__lte=span.end)))
        .order_by()
    )
    noted, solved = Counter(), Counter()
    for kind, count, solved_count in rows:
        is_few = DifficultyKind(kind).is_sealed and count < LEAST_SHOWN
        shown = DifficultyKind.OTHER.value if is_few else kind
        noted[shown] += count
        solved[shown] += solved_count
    return [(kind, noted[kind], solved[kind]) for kind in noted]


def _side_label(side: OpinionSide) -> str:
    return {OpinionSide.WORKER: "Personnes", OpinionSide.EMPLOYER: "Employeurs"}[side]


CHAPTER = Chapter(
    number=7,
    key="after_hire",
    title="Dans l'emploi",
    lede="Ce que disent les personnes engagées et leurs employeurs, et le suivi qui en découle.",
    indicators=(
        Indicator(
            code="7.1",
            key="opinions",
            label="Réponses reçues",
            definition="Réponses à la question « comment cela se passe-t-il ? » données dans la "
            "période, par lien ou notées par l'équipe. Elle est posée au 15e jour, à un, trois et "
            "six mois, à la personne engagée et à son employeur, séparément.",
            source=SATISFACTION,
            noun="réponse",
            measure=answers,
        ),
        Indicator(
            code="7.2",
            key="satisfied_workers",
            label="Personnes pour qui cela va bien",
            definition="Parmi les réponses des personnes engagées (7.1), celles qui disent « bien "
            "» ou « très bien ».",
            source=SATISFACTION,
            noun="réponse",
            measure=_satisfied(OpinionSide.WORKER),
            base_label="réponses des personnes",
        ),
        Indicator(
            code="7.3",
            key="satisfied_employers",
            label="Employeurs pour qui cela va bien",
            definition="Parmi les réponses des employeurs (7.1), celles qui disent « bien » ou "
            "« très bien ».",
            source=SATISFACTION,
            noun="réponse",
            measure=_satisfied(OpinionSide.EMPLOYER),
            base_label="réponses des employeurs",
        ),
        Indicator(
            code="7.4",
            key="hire_checks_done",
            label="Nouvelles prises",
            definition="Suivis prévus après un engagement (2e et 15e jour, un, trois et six mois, "
            "fin de la convention) qui ont été faits dans la période.",
            source=SUPPORT,
            noun="suivi",
            measure=checks_done,
        ),
        Indicator(
            code="7.5",
            key="alarm_calls",
            label="Appels après une réponse inquiétante",
            definition="Suivis pour lesquels une réponse « mal » ou « difficilement », ou deux "
            "réponses écartées d'au moins deux degrés, a demandé un appel dans la période ; parmi "
            "eux, ceux où l'appel a été fait, même plus tard. Seule la dernière demande d'un suivi "
            "compte.",
            source=HOUSE,
            noun="appel",
            measure=calls,
            base_label="appels demandés",
        ),
        Indicator(
            code="7.6",
            key="difficulties",
            label="Difficultés dans l'emploi",
            definition="Difficultés notées dans la période sur un contrat de travail.",
            source=SUPPORT,
            noun="difficulté",
            measure=difficulties,
        ),
        Indicator(
            code="7.7",
            key="skill_titles",
            label="Validations de compétences réussies",
            definition="Parmi les épreuves de validation des compétences dont le résultat (réussie "
            "ou pas réussie) date de la période, celles qui sont réussies.",
            source="D. 13.12.2023, art. 5, § 4 ; accord de coopération du 21.03.2019",
            noun="épreuve",
            measure=titles,
            base_label="épreuves passées",
        ),
    ),
    breakdowns=(
        Breakdown(
            code="7.A",
            key="by_answer",
            title="Comment cela se passe",
            definition=f"{ANSWERS}, selon le degré choisi et celui qui répond.",
            source=SATISFACTION,
            rows=by_answer,
            labels=lambda span: {str(score.value): score.label for score in reversed(OpinionScore)},
            columns=(
                *(Column(_side_label(side), "réponse", is_compared=False) for side in OpinionSide),
                Column("Ensemble", "réponse"),
            ),
            total_of="opinions",
            total_column=2,
            chart=PAIRS,
        ),
        Breakdown(
            code="7.B",
            key="by_difficulty",
            title="Sujet de la difficulté",
            definition="Les difficultés notées dans la période (7.6), selon leur sujet, et celles "
            "résolues au plus tard le dernier jour de la période. Moins de cinq difficultés de "
            "santé sont comptées parmi les autres, pour que nul ne soit reconnu.",
            source=SUPPORT,
            rows=by_difficulty,
            labels=lambda span: dict(DifficultyKind.choices),
            columns=(Column("Notées", "difficulté"), Column("Résolues", "difficulté")),
            total_of="difficulties",
            chart=BARS,
        ),
    ),
)
