"""Who is reachable for a set of indispensable skills? One definition, counted in one query."""

from collections.abc import Mapping

from django.db.models import Count, F, Q, QuerySet

from beneficiaries.models import Beneficiary, BeneficiarySkill
from employers.enums import Need
from employers.models import Negotiation, Vacancy
from employers.queries.lists import PROFILE_FIELDS
from employers.seekers import looking_for_work
from mirec.accounts.models import User

MOST_OPENED = 10
DEFINITION = (
    "Atteignable : une personne qui cherche un emploi (parcours ouvert, pas encore dans l'emploi) "
    "et dont le profil montre chaque compétence indispensable, au niveau demandé ou mieux. Les "
    "compétences formables et souhaitées n'écartent personne."
)

Musts = Mapping[int, int]
"""The level asked, by indispensable skill."""


def seekers() -> QuerySet[Beneficiary]:
    """Persons who look for work, as the ranking understands it; merged files are gone."""
    return looking_for_work(Beneficiary.objects.filter(merged_into__isnull=True))


def musts_of(vacancy: Vacancy) -> dict[int, int]:
    rows = vacancy.requirements.filter(need=Need.MUST)
    return dict(rows.values_list("skill", "level"))


def reachable(musts: Musts) -> QuerySet[Beneficiary]:
    """Those who hold every one of the skills; everyone who looks for work when none is asked."""
    if not musts:
        return seekers()
    met = Q()
    for skill, level in musts.items():
        met |= Q(skill=skill, level__gte=level)
    holders = (
        BeneficiarySkill.objects.filter(met)
        .values("beneficiary")
        .annotate(held=Count("pk"))
        .filter(held=len(musts))
        .values("beneficiary")
    )
    return seekers().filter(pk__in=holders)


def opened_by(vacancy: Vacancy, user: User) -> QuerySet[Beneficiary]:
    """The persons whom the vacancy's last negotiation made reachable, as profiles, by name.

    Nobody when nothing was negotiated, or when the change closed the door rather than opened it.
    """
    last = vacancy.negotiations.order_by("-pk").first()
    if last is None:
        return Beneficiary.objects.none()
    now = musts_of(vacancy)
    return (
        reachable(now)
        .filter(pk__in=Beneficiary.objects.profile_visible_to(user).values("pk"))
        .exclude(pk__in=reachable(before_change(now, last)).values("pk"))
        .select_related("target_occupation", "locality", "coach")
        .only(*PROFILE_FIELDS)
        .order_by("name_key", "pk")
    )


def before_change(musts: Musts, change: Negotiation) -> dict[int, int]:
    """What was indispensable before the last change."""
    before = {skill: level for skill, level in musts.items() if skill != change.skill_id}
    if change.need_before == Need.MUST:
        before[change.skill_id] = change.level_before
    return before


def log_of(vacancy: Vacancy) -> QuerySet[Negotiation]:
    """Newest first, as recorded."""
    return vacancy.negotiations.select_related("skill", "contact", "created_by").order_by(
        F("pk").desc()
    )
