from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "mirec.core"
    label = "core"
    verbose_name = "Socle"
