"""`manage.py demo_accounts`: one account per role, for who tries the demo."""

from django.core.management.base import BaseCommand

from mirec.accounts.enums import Role
from mirec.accounts.models import User
from mirec.demo.accounts import DOMAIN, PASSWORD


class Command(BaseCommand):
    help = "Montre un compte de démonstration par rôle."

    def handle(self, *args, **options) -> None:
        found = [(role, self._account(role)) for role in Role]
        shown = [(role, user) for role, user in found if user]
        if not shown:
            self.stdout.write("Aucun compte de démonstration : lancez « manage.py seed ».")
            return
        self.stdout.write(f"Comptes de démonstration (mot de passe : {PASSWORD})")
        width = max(len(role.label) for role, _ in shown)
        for role, user in shown:
            self.stdout.write(f"  {role.label:<{width}}  {user.email}")

    def _account(self, role: Role) -> User | None:
        demo = User.objects.with_role(role).filter(email__endswith=f"@{DOMAIN}")
        return demo.order_by("pk").first()
