from django.db import models


class SessionKind(models.TextChoices):
    THEORY = "theory", "Théorie"
    PRACTICE = "practice", "Pratique en entreprise"
    WORKSHOP = "workshop", "Atelier"
    EXAM = "exam", "Épreuve"

    @property
    def tone(self) -> str:
        return {"theory": "phase", "practice": "info", "workshop": "", "exam": "warn"}[self.value]

    @property
    def icon(self) -> str:
        return {
            "theory": "book",
            "practice": "building",
            "workshop": "easel",
            "exam": "patch-check",
        }[self.value]


class EnrolmentStatus(models.TextChoices):
    WAITING = "waiting", "En attente"
    ENROLLED = "enrolled", "Inscrit·e"
    COMPLETED = "completed", "Formation terminée"
    DROPPED = "dropped", "Abandon"

    @property
    def tone(self) -> str:
        return {"waiting": "warn", "enrolled": "phase", "completed": "ok", "dropped": ""}[
            self.value
        ]

    @property
    def icon(self) -> str:
        return {
            "waiting": "hourglass-split",
            "enrolled": "mortarboard",
            "completed": "check-circle",
            "dropped": "x",
        }[self.value]


class AttendanceState(models.TextChoices):
    PRESENT = "present", "Présent·e"
    LATE = "late", "En retard"
    LEFT_EARLY = "left_early", "Parti·e avant la fin"
    EXCUSED = "excused", "Excusé·e"
    ABSENT = "absent", "Pas venu·e"

    @property
    def has_hours(self) -> bool:
        """Hours may be counted: the person was there, wholly or in part."""
        return self in {self.PRESENT, self.LATE, self.LEFT_EARLY}

    @property
    def tone(self) -> str:
        return {"present": "ok", "absent": "bad", "excused": ""}.get(self.value, "warn")

    @property
    def icon(self) -> str:
        return {
            "present": "check",
            "late": "clock",
            "left_early": "box-arrow-right",
            "excused": "envelope-check",
            "absent": "x",
        }[self.value]
