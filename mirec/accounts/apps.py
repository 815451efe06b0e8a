from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "mirec.accounts"
    label = "accounts"
    verbose_name = "Comptes"
