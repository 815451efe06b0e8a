from django.apps import AppConfig

from beneficiaries.own_data import register_data


class EmployersConfig(AppConfig):
    name = "employers"
    verbose_name = "Employeurs"

    def ready(self) -> None:
        register_data("employers.own_data.sections")
