from django.db import models


class ReportStatus(models.TextChoices):
    QUEUED = "queued", "En attente"
    RUNNING = "running", "En cours"
    DONE = "done", "Prêt"
    FAILED = "failed", "Interrompu"

    @property
    def is_finished(self) -> bool:
        return self in {self.DONE, self.FAILED}

    @property
    def tone(self) -> str:
        return {"queued": "", "running": "phase", "done": "ok", "failed": "bad"}[self.value]

    @property
    def icon(self) -> str:
        return {
            "queued": "hourglass-split",
            "running": "arrow-repeat",
            "done": "check-circle",
            "failed": "exclamation-triangle",
        }[self.value]


class ReportFormat(models.TextChoices):
    PDF = "pdf", "PDF"
    XLSX = "xlsx", "XLSX"
    JSON = "json", "JSON"
    HTML = "html", "HTML"
