"""The holidays of the Fédération Wallonie-Bruxelles whose calendar was read.

2026-2027 was not found: the page of school holidays says until when they are known.
"""

from datetime import date

from django.db import migrations

LIGUE = "Ligue de l'Enseignement, calendrier des congés scolaires {}"
BELGA = "Gouvernement de la FWB, calendrier 2024-2025 (Belga, 20.04.2023)"
SCHOOLS = "Calendrier FWB 2025-2026, repris par les écoles (lu le 26.11.2026)"
HOLIDAYS = [
    (
        LIGUE.format("2023-2024"),
        [
            ("Fête de la Communauté française", date(2023, 9, 27), date(2023, 9, 27)),
            ("Congé d'automne", date(2023, 10, 23), date(2023, 11, 3)),
            ("Vacances d'hiver", date(2023, 12, 25), date(2024, 1, 5)),
            ("Congé de détente", date(2024, 2, 26), date(2024, 3, 8)),
            ("Vacances de printemps", date(2024, 4, 29), date(2024, 5, 10)),
            ("Vacances d'été", date(2024, 7, 6), date(2024, 8, 25)),
        ],
    ),
    (
        BELGA,
        [
            ("Fête de la Communauté française", date(2024, 9, 27), date(2024, 9, 27)),
            ("Congé d'automne", date(2024, 10, 21), date(2024, 11, 1)),
            ("Vacances d'hiver", date(2024, 12, 23), date(2025, 1, 3)),
            ("Congé de détente", date(2025, 2, 24), date(2025, 3, 7)),
            ("Vacances de printemps", date(2025, 4, 28), date(2025, 5, 9)),
            ("Vacances d'été", date(2025, 7, 5), date(2025, 8, 24)),
        ],
    ),
    (
        SCHOOLS,
        [
            ("Congé d'automne", date(2025, 10, 20), date(2025, 10, 31)),
            ("Vacances d'hiver", date(2025, 12, 22), date(2026, 1, 2)),
            ("Congé de détente", date(2026, 2, 16), date(2026, 2, 27)),
            ("Vacances de printemps", date(2026, 4, 27), date(2026, 5, 8)),
        ],
    ),
]


def load(apps, schema_editor) -> None:
    holiday = apps.get_model("training", "SchoolHoliday")
    holiday.objects.bulk_create(
        holiday(name=name, starts_on=first, ends_on=last, source=source)
        for source, rows in HOLIDAYS
        for name, first, last in rows
    )


class Migration(migrations.Migration):
    dependencies = [("training", "0004_learning")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
