"""`manage.py seed`: fill an empty database with a fictional Mire."""

from datetime import date

from django.core.management.base import BaseCommand, CommandError

from mirec.core.periods import today
from mirec.core.wording import day_full, plural
from mirec.demo.seeding import FIRST_DAY, AlreadyFilledError, seed_demo
from mirec.demo.writers.journeys import UntrueStoryError

MOST = 200_000
NOT_EMPTY = (
    "La base contient déjà des personnes ou des comptes de démonstration : les données inventées "
    "ne s'ajoutent qu'à une base vide (« make demo-reset » recommence à zéro)."
)
OTHER_LAW = (
    "Les régimes de cette base ne sont plus ceux que la démonstration connaît : chargez-la dans "
    "une base neuve."
)


class Command(BaseCommand):
    help = "Remplit une base vide de données de démonstration inventées, reproductibles."

    def add_arguments(self, parser) -> None:
        parser.add_argument(
            "--beneficiaries", type=int, default=400, help="Nombre de personnes (400 par défaut)."
        )
        parser.add_argument(
            "--seed", type=int, default=1, help="Graine du hasard : même graine, mêmes données."
        )
        parser.add_argument(
            "--on", type=_day, default=None, help="Jour de référence, AAAA-MM-JJ (aujourd'hui)."
        )

    def handle(self, *args, **options) -> None:
        on, count = options["on"] or today(), options["beneficiaries"]
        if not 1 <= count <= MOST:
            raise CommandError(f"Demandez entre 1 et {MOST} personnes.", returncode=2)
        if on < FIRST_DAY:
            raise CommandError(
                f"Choisissez un jour à partir du {day_full(FIRST_DAY)}.", returncode=2
            )
        try:
            seed_demo(count=count, seed=options["seed"], on=on, report=self._progress(options))
        except AlreadyFilledError as refusal:
            raise CommandError(NOT_EMPTY, returncode=2) from refusal
        except UntrueStoryError as refusal:
            raise CommandError(f"{OTHER_LAW} {refusal}", returncode=2) from refusal
        if options["verbosity"]:
            self.stdout.write(
                f"{plural(count, 'dossier inventé', 'dossiers inventés')}, vus au {day_full(on)}."
            )

    def _progress(self, options):
        def progress(written: int) -> None:
            if options["verbosity"] > 1:
                self.stdout.write(plural(written, "dossier"))

        return progress


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise CommandError(
            f"« {text} » n'est pas un jour : écrivez AAAA-MM-JJ.", returncode=2
        ) from error
