"""What surrounds a file: its documents, obstacles, imports, merges and temporary accesses."""

from datetime import date, timedelta

import factory
from django.utils import timezone

from beneficiaries.enums import DocumentKind, ObstacleKind, ObstacleStatus, RowDeed, Voice
from beneficiaries.models import (
    DerogationAuthorisation,
    Document,
    ImportMapping,
    ImportRow,
    ImportRun,
    Merge,
    Obstacle,
    SkillRating,
    TemporaryAccess,
)
from mirec.core.fields import cipher
from mirec.core.periods import today
from tests.factories.accounts import TeamFactory, UserFactory
from tests.factories.beneficiaries import BeneficiaryFactory, RegimeFactory, SkillFactory

FOUND = {
    "headers": [["Nom", "Benali"], ["Prénom", "Samira"]],
    "errors": [{"row": 2, "column": "Nom", "message": "Nom manquant : complétez la case."}],
    "notices": [],
    "duplicates": [
        {
            "row": 3,
            "of": "2026-0001",
            "reason": "même nom, date de naissance à comparer",
            "is_sure": False,
            "may_be_another": True,
            "person": 1,
            "name": "Samira Benali",
        }
    ],
    "news": 1,
    "samples": [],
}
SHEET = b"Nom;Pr\xe9nom\r\nBenali;Samira\r\n"


def stored(content: bytes = b"%PDF-1.7 papier", name: str = "papier.pdf") -> dict:
    """The fields of a stored file with this content."""
    return {
        "file": factory.django.FileField(data=content, filename=name),
        "name": name,
        "media_type": "application/pdf",
        "size": len(content),
        "sha256": "0" * 64,
    }


class DocumentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Document

    class Params:
        on = factory.LazyFunction(today)
        expired = factory.Trait(valid_until=factory.LazyAttribute(lambda o: o.on - timedelta(1)))
        sealed = factory.Trait(kind=DocumentKind.HANDICAP, is_sealed=True)
        checked = factory.Trait(
            checked_on=factory.SelfAttribute("on"), checked_by=factory.SelfAttribute("created_by")
        )
        withdrawn = factory.Trait(
            withdrawn_on=factory.SelfAttribute("on"),
            withdrawn_by=factory.SelfAttribute("created_by"),
            withdrawal_reason="Mauvaise personne",
        )

    beneficiary = factory.SubFactory(BeneficiaryFactory)
    kind = DocumentKind.SOCIAL_AID
    created_by = factory.SubFactory(UserFactory, coach=True)
    file = stored()["file"]
    name = "papier.pdf"
    media_type = "application/pdf"
    size = 15
    sha256 = "0" * 64


class ObstacleFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Obstacle

    class Params:
        on = factory.LazyFunction(today)
        solved = factory.Trait(status=ObstacleStatus.SOLVED, solved_on=factory.SelfAttribute("on"))
        sealed = factory.Trait(kind=ObstacleKind.HEALTH)

    beneficiary = factory.SubFactory(BeneficiaryFactory)
    kind = ObstacleKind.MOBILITY
    note = "Pas de bus avant 7 heures."
    noted_on = factory.LazyAttribute(lambda o: o.on - timedelta(days=20))


class SkillRatingFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = SkillRating

    class Params:
        by_the_person = factory.Trait(voice=Voice.PERSON)

    beneficiary = factory.SubFactory(BeneficiaryFactory)
    skill = factory.SubFactory(SkillFactory)
    voice = Voice.COACH
    level = 2
    rated_on = factory.LazyFunction(today)


class MergeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Merge

    kept = factory.SubFactory(BeneficiaryFactory)
    absorbed = factory.SubFactory(BeneficiaryFactory)
    merged_on = factory.LazyFunction(today)


class TemporaryAccessFactory(factory.django.DjangoModelFactory):
    """For one file, from yesterday to tomorrow."""

    class Meta:
        model = TemporaryAccess

    class Params:
        for_caseload = factory.Trait(
            beneficiary=None, coach=factory.SubFactory(UserFactory, coach=True)
        )
        over = factory.Trait(
            starts_at=factory.LazyFunction(lambda: timezone.now() - timedelta(days=9)),
            ends_at=factory.LazyFunction(lambda: timezone.now() - timedelta(days=2)),
        )
        revoked = factory.Trait(
            revoked_at=factory.LazyFunction(timezone.now),
            revoked_by=factory.SubFactory(UserFactory, manager=True),
        )

    user = factory.SubFactory(UserFactory, coach=True)
    beneficiary = factory.SubFactory(BeneficiaryFactory)
    reason = "Remplacement pendant un congé."
    starts_at = factory.LazyFunction(lambda: timezone.now() - timedelta(days=1))
    ends_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=1))


class ImportMappingFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ImportMapping

    name = factory.Sequence(lambda n: f"Feuille {n}")
    columns = factory.LazyFunction(lambda: {"Nom": "last_name", "Prénom": "first_name"})


class ImportRunFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ImportRun

    class Params:
        settled = factory.Trait(findings=factory.LazyFunction(lambda: dict(FOUND)))
        done = factory.Trait(
            findings=factory.LazyFunction(lambda: dict(FOUND)),
            status="done",
            imported_at=factory.LazyFunction(timezone.now),
            row_count=1,
        )

    team = factory.SubFactory(TeamFactory)
    created_by = factory.SubFactory(UserFactory, manager=True)
    file = factory.django.FileField(
        data=factory.LazyFunction(lambda: cipher().encrypt(SHEET)), filename="feuille"
    )
    name = "inscriptions.csv"
    media_type = "text/csv"
    size = len(SHEET)
    sha256 = "0" * 64
    columns = factory.LazyFunction(lambda: {"Nom": "last_name", "Prénom": "first_name"})
    findings = factory.LazyFunction(lambda: {"headers": [["Nom", "Benali"], ["Prénom", "Samira"]]})


class ImportRowFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ImportRow

    run = factory.SubFactory(ImportRunFactory, done=True)
    number = factory.Sequence(lambda n: n + 2)
    deed = RowDeed.CREATED
    person = factory.LazyFunction(lambda: BeneficiaryFactory().pk)


class DerogationAuthorisationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = DerogationAuthorisation

    regime = factory.SubFactory(RegimeFactory, r2009=True)
    year = factory.Sequence(lambda n: 2010 + n)
    reference = factory.LazyAttribute(lambda o: f"AM du 12.01.{o.year}")
    granted_on = factory.LazyAttribute(lambda o: date(o.year, 1, 12))
