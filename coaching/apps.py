from django.apps import AppConfig

from beneficiaries.own_data import register_data
from beneficiaries.own_papers import register_papers
from employers.seekers import register_seekers
from employers.ways import register_ways
from training.own_moments import register_events, register_moments, register_notices


class CoachingConfig(AppConfig):
    name = "coaching"
    verbose_name = "Accompagnement"

    def ready(self) -> None:
        """Answers to the rooms of employers and trainings, which may not import this app."""
        register_seekers("coaching.seekers.seekers")
        for provider in ("cohorts", "workshops", "validations"):
            register_ways(f"coaching.ways.{provider}")
        for provider in ("appointments", "workshops"):
            register_moments(f"coaching.own_moments.{provider}")
        register_events("coaching.own_moments.events")
        register_papers("coaching.own_papers.papers")
        register_data("coaching.own_data.sections")
        register_notices("coaching.own_moments.notices")
