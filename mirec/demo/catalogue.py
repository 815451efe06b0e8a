"""The programmes of the demo, and when their cohorts meet."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time

from django.utils import timezone

from mirec.demo import network
from mirec.demo.chance import days, is_working, rng_for
from training.enums import SessionKind


@dataclass(frozen=True)
class ProgrammePlan:
    """`weeks` says in how many weeks from today its cohorts start (negative: they have)."""

    title: str
    operator: str
    theory_hours: int
    practice_hours: int
    prerequisites: str
    description: str
    weeks: tuple[int, ...]


PROGRAMMES: tuple[ProgrammePlan, ...] = (
    ProgrammePlan(
        "Secrétaire médical·e", network.SOCIAL_PROMOTION, 320, 240,
        "Bonne maîtrise du français écrit.", "Accueil, agenda, vocabulaire médical, facturation.",
        (-128, -62, -4),
    ),
    ProgrammePlan(
        "Carreleur·euse", network.FOREM, 240, 320, "Bonne condition physique.",
        "Préparation du support, pose au sol et au mur, finitions.", (-104, -46, 3),
    ),
    ProgrammePlan(
        "Maçon·ne", network.CISP_BUILDING, 200, 360, "Bonne condition physique.",
        "Lecture de plan, fondations, élévation, sécurité sur chantier.", (-136, -70, -7),
    ),
    ProgrammePlan(
        "Ouvrier·ère polyvalent·e en éco-construction", network.CISP_BUILDING, 240, 280,
        "Intérêt pour les matériaux naturels.", "Ossature bois, isolation, enduits à l'argile.",
        (-88, -36, 6),
    ),
    ProgrammePlan(
        "Caissier·ère", network.IFAPME, 120, 160, "Calcul de base.",
        "Caisse, accueil, réassort, gestion d'un litige simple.", (-118, -54, -2),
    ),
    ProgrammePlan(
        "Technicien·ne de surface", network.CISP_CLEANING, 120, 160, "",
        "Produits et dosages, matériel, hygiène, ergonomie.", (-96, -28, -9),
    ),
    ProgrammePlan(
        "Commis de cuisine", network.IFAPME, 200, 320, "Certificat médical d'aptitude.",
        "Hygiène, préparations de base, dressage.", (-112, -58, -5),
    ),
    ProgrammePlan(
        "Aide-ménager·ère", network.CISP_CLEANING, 100, 140, "",
        "Organisation à domicile, repassage, entretien, relation au client.", (-80, -20, 1),
    ),
    ProgrammePlan(
        "Aide-soignant·e", network.CARE_SCHOOL, 400, 400, "CE1D ou test d'admission réussi.",
        "Soins d'hygiène, mobilisation, communication, stages en maison de repos.",
        (-124, -66, -6),
    ),
)  # fmt: skip
COHORT_WEEKS = 13
THEORY_WEEKS = 8
PLACES = 14
SUBJECTS = ("Sécurité et hygiène", "Techniques du métier", "Communication au travail")
EXAM_WEEK = COHORT_WEEKS - 1
SESSION_COUNT_FACTOR = 17


@dataclass(frozen=True)
class CohortPlan:
    programme: int
    name: str
    starts_on: date
    ends_on: date


@dataclass(frozen=True)
class SessionPlan:
    kind: SessionKind
    title: str
    day: date
    begins: time
    ends: time
    is_cancelled: bool

    @property
    def starts_at(self) -> datetime:
        return timezone.make_aware(datetime.combine(self.day, self.begins))

    @property
    def ends_at(self) -> datetime:
        return timezone.make_aware(datetime.combine(self.day, self.ends))

    @property
    def minutes(self) -> int:
        return (self.ends.hour - self.begins.hour) * 60 + self.ends.minute - self.begins.minute


def cohorts(on: date, groups: int) -> list[CohortPlan]:
    """Past, running and coming cohorts, `groups` of them side by side, each on Mondays."""
    monday = on - days(on.weekday())
    return [
        CohortPlan(
            number,
            _name(start, group, groups),
            start,
            start + days(7 * COHORT_WEEKS - 3),
        )
        for number, programme in enumerate(PROGRAMMES)
        for start in (monday + days(7 * week) for week in programme.weeks)
        for group in range(groups)
    ]


def _name(start: date, group: int, groups: int) -> str:
    letter = f" {chr(ord('A') + group)}" if groups > 1 else ""
    return f"Groupe {start:%m.%Y}{letter}"


def sessions(cohort: CohortPlan, seed: int) -> Iterator[SessionPlan]:
    """Three days of theory a week, then four of practice, an examination at the end."""
    rng = rng_for(seed, "sessions", cohort.programme, cohort.name)
    number = rng.randrange(SESSION_COUNT_FACTOR)
    for week in range(COHORT_WEEKS):
        for kind, title, weekday, begins, ends in _week(week):
            number += 1
            day = cohort.starts_on + days(7 * week + weekday)
            if not is_working(day):
                continue
            yield SessionPlan(
                kind,
                title,
                day,
                begins,
                ends,
                is_cancelled=number % SESSION_COUNT_FACTOR == 0,
            )


def _week(week: int) -> list[tuple[SessionKind, str, int, time, time]]:
    if week == EXAM_WEEK:
        return [(SessionKind.EXAM, "Épreuve intégrée", 3, time(9), time(12, 30))]
    if week >= THEORY_WEEKS:
        practice = (SessionKind.PRACTICE, "Pratique en entreprise")
        return [(*practice, weekday, time(8), time(16)) for weekday in range(4)]
    theory = [
        (SessionKind.THEORY, subject, weekday, time(8, 45), time(15, 45))
        for subject, weekday in zip(SUBJECTS, (0, 1, 3), strict=True)
    ]
    workshop = (SessionKind.WORKSHOP, "Atelier CV et entretien", 4, time(9), time(12))
    return [*theory, workshop] if week % 3 == 2 else theory
