from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "mirec.demo"
    label = "demo"
    verbose_name = "Démonstration"
