from django.apps import AppConfig

from beneficiaries.merge_refusals import register_refusals
from beneficiaries.own_data import register_data
from beneficiaries.own_papers import register_papers


class TrainingConfig(AppConfig):
    name = "training"
    verbose_name = "Formation"

    def ready(self) -> None:
        for provider in ("statements", "attestations"):
            register_papers(f"training.own_papers.{provider}")
        register_data("training.own_data.sections")
        register_refusals("training.merging.refusals")
