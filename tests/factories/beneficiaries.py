"""Persons, what they lived through, what they can do, and what was decided about them."""

from datetime import date, timedelta

import factory

from beneficiaries.enums import (
    CriterionKind,
    Diploma,
    HandicapProof,
    Household,
    IntakeSource,
    PreferredChannel,
    Residence,
    Sex,
    SituationKind,
    SkillKind,
    SkillLevel,
    SkillOrigin,
)
from beneficiaries.models import (
    Assessment,
    Beneficiary,
    BeneficiarySkill,
    FileOpening,
    HandicapRecognition,
    Locality,
    Occupation,
    Regime,
    RegimeCriterion,
    Situation,
    Skill,
)
from beneficiaries.rules.eligibility import assess
from beneficiaries.rules.facts import Facts
from beneficiaries.rules.shipped import SHIPPED
from beneficiaries.services.assessing import answers_json
from mirec.core.fields import digest
from mirec.core.periods import today
from tests.factories.accounts import TeamFactory, UserFactory

RULES = {rules.code: rules for rules in SHIPPED}
NO_CESS = {
    "born_on": "1990-05-17",
    "compulsory_schooling": False,
    "registered_unoccupied": True,
    "diploma": "lower_secondary",
}
GRADUATE = NO_CESS | {
    "diploma": "bachelor",
    "registered_months_of_36": 6,
    "months_without_work": 6,
    "months_without_allowance": 0,
    "months_without_integration_income": 40,
    "months_unoccupied": 6,
    "income": [],
    "residence": "belgian_or_eu",
    "handicap": [],
    "referred_by_forem": False,
}


def niss_for(born_on: date, sex: str, serial: int) -> str:
    """A valid national number: odd serials for men, even ones for women."""
    number = (serial * 2) % 996 + (1 if sex == Sex.MALE else 2)
    stem = f"{born_on:%y%m%d}{number:03d}"
    checked = int(stem if born_on.year < 2000 else f"2{stem}")
    return f"{stem}{97 - checked % 97:02d}"


class LocalityFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Locality
        django_get_or_create = ("postal_code", "name")

    postal_code = "6000"
    name = "Charleroi"
    commune = "Charleroi"


class OccupationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Occupation
        django_get_or_create = ("label",)

    label = factory.Sequence(lambda n: f"Métier {n}")


class SkillFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Skill
        django_get_or_create = ("label",)

    class Params:
        behavioural = factory.Trait(kind=SkillKind.BEHAVIOURAL)
        language = factory.Trait(kind=SkillKind.LANGUAGE)

    label = factory.Sequence(lambda n: f"Compétence {n}")
    kind = SkillKind.TECHNICAL


class BeneficiaryFactory(factory.django.DjangoModelFactory):
    """A person with a complete identity, followed by a coach of the person's team."""

    class Meta:
        model = Beneficiary

    class Params:
        serial = factory.Sequence(lambda n: n)
        without_coach = factory.Trait(coach=None)
        without_niss = factory.Trait(niss=None)
        with_account = factory.Trait(
            user=factory.SubFactory(
                UserFactory,
                beneficiary=True,
                first_name=factory.SelfAttribute("..first_name"),
                last_name=factory.SelfAttribute("..last_name"),
            )
        )
        # Only what is needed to open a file: everything else is still to be asked.
        incomplete = factory.Trait(
            born_on=None, sex="", niss=None, locality=None, diploma="", residence="", source=""
        )

    file_number = factory.LazyAttribute(lambda person: f"T-{person.serial:06d}")
    team = factory.LazyAttribute(
        lambda person: person.coach.team if person.coach and person.coach.team else TeamFactory()
    )
    coach = factory.SubFactory(UserFactory, coach=True)
    first_name = "Samira"
    last_name = factory.Sequence(lambda n: f"Benali {n}")
    born_on = factory.LazyAttribute(lambda o: date(1990, 5, 17) + timedelta(days=o.serial % 3000))
    sex = Sex.FEMALE
    nationality = "Belgique"
    niss = factory.LazyAttribute(
        lambda o: niss_for(o.born_on, o.sex, o.serial) if o.born_on else None
    )
    niss_digest = factory.LazyAttribute(lambda o: digest(o.niss) if o.niss else None)
    phone = "+32470123456"
    email = factory.Sequence(lambda n: f"samira{n}@example.be")
    preferred_channel = PreferredChannel.PHONE
    street = "Rue de la Science 8"
    locality = factory.SubFactory(LocalityFactory)
    household = Household.SINGLE
    dependent_children = 0
    residence = Residence.BELGIAN_OR_EU
    diploma = Diploma.LOWER_SECONDARY
    source = IntakeSource.FOREM
    has_driving_licence = False
    has_vehicle = False


class FileOpeningFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = FileOpening

    beneficiary = factory.SubFactory(BeneficiaryFactory)
    opened_by = factory.SelfAttribute("beneficiary.coach")
    part = "identity"


class SituationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Situation

    class Params:
        on = factory.LazyFunction(today)
        registered = factory.Trait(kind=SituationKind.REGISTERED)
        allowance = factory.Trait(kind=SituationKind.ALLOWANCE)
        integration_income = factory.Trait(kind=SituationKind.INTEGRATION_INCOME)
        work = factory.Trait(kind=SituationKind.WORK)
        ended = factory.Trait(ends_on=factory.LazyAttribute(lambda o: o.on - timedelta(days=1)))

    beneficiary = factory.SubFactory(BeneficiaryFactory)
    kind = SituationKind.REGISTERED
    starts_on = factory.LazyAttribute(lambda o: o.on - timedelta(days=400))


class HandicapRecognitionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = HandicapRecognition

    class Params:
        on = factory.LazyFunction(today)
        expired = factory.Trait(valid_until=factory.LazyAttribute(lambda o: o.on - timedelta(1)))

    beneficiary = factory.SubFactory(BeneficiaryFactory)
    kind = HandicapProof.RECOGNITION
    valid_from = factory.LazyAttribute(lambda o: o.on - timedelta(days=365))


class BeneficiarySkillFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = BeneficiarySkill

    beneficiary = factory.SubFactory(BeneficiaryFactory)
    skill = factory.SubFactory(SkillFactory)
    level = SkillLevel.ALONE
    origin = SkillOrigin.WORK


class RegimeFactory(factory.django.DjangoModelFactory):
    """A shipped regime, or the row that stands for it while the data migration is not loaded."""

    class Meta:
        model = Regime
        django_get_or_create = ("code",)

    class Params:
        rules = factory.LazyAttribute(lambda o: RULES[o.code])
        r2009 = factory.Trait(code="R2009")
        r2024 = factory.Trait(code="R2024")

    code = "R2024"
    label = factory.SelfAttribute("rules.label")
    source = factory.SelfAttribute("rules.source")
    valid_from = factory.SelfAttribute("rules.valid_from")
    valid_to = factory.SelfAttribute("rules.valid_to")
    insertion_test = factory.SelfAttribute("rules.insertion.test")
    insertion_months_same = factory.SelfAttribute("rules.insertion.months_same")
    insertion_months_several = factory.SelfAttribute("rules.insertion.months_several")
    insertion_article = factory.SelfAttribute("rules.insertion.article")
    intake_months = factory.LazyAttribute(lambda o: _months(o.rules.limits.intake))
    agreement_months = factory.LazyAttribute(lambda o: _months(o.rules.limits.agreement))
    job_search_months = factory.LazyAttribute(lambda o: _months(o.rules.limits.job_search))
    reentry_months = factory.LazyAttribute(lambda o: _months(o.rules.limits.reentry))


class RegimeCriterionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = RegimeCriterion

    regime = factory.SubFactory(RegimeFactory)
    code = factory.Sequence(lambda n: f"t{n}")
    kind = CriterionKind.AGE_AT_LEAST
    params = factory.LazyFunction(lambda: {"age": 55})
    article = "art. 3"
    label = "Avoir au moins 55 ans"
    order = factory.Sequence(lambda n: 100 + n)


class AssessmentFactory(factory.django.DjangoModelFactory):
    """Answers, verdict and sentence are those that the real rules give for the facts."""

    class Meta:
        model = Assessment

    class Params:
        # Registered, with a bachelor's degree and no other criterion: a derogation is possible.
        not_eligible = factory.Trait(facts=factory.LazyFunction(lambda: dict(GRADUATE)))
        undecided = factory.Trait(facts=factory.LazyFunction(dict))
        result = factory.LazyAttribute(
            lambda o: assess(
                Facts.from_json(o.facts, o.assessed_on), RULES[o.regime.code], o.assessed_on
            )
        )

    beneficiary = factory.SubFactory(BeneficiaryFactory)
    regime = factory.SubFactory(RegimeFactory)
    assessed_on = factory.LazyFunction(today)
    facts = factory.LazyFunction(lambda: dict(NO_CESS))
    answers = factory.LazyAttribute(lambda o: answers_json(o.result))
    verdict = factory.SelfAttribute("result.verdict")
    criteria_met = factory.SelfAttribute("result.codes_met")
    derogation_possible = factory.SelfAttribute("result.derogation_possible")
    sentence = factory.SelfAttribute("result.sentence")
    assessed_by = factory.LazyAttribute(lambda o: o.beneficiary.coach or UserFactory(coach=True))


def _months(limit) -> int | None:
    return limit.months if limit else None
