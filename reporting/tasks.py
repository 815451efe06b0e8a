"""The report in the background: load, produce, say what happened."""

import logging

from celery import shared_task

from mirec.core.pdf import NoPangoError
from mirec.core.periods import today
from mirec.core.workers import handed_over
from reporting.models import Inspection, Report
from reporting.services import inspections
from reporting.services.annual import ReportDoesNotAddUpError
from reporting.services.production import fail, hold, produce

logger = logging.getLogger(__name__)
BROKEN = (
    "Le calcul s'est interrompu. Rien n'est perdu : relancez-le ; si cela se répète, prévenez "
    "l'administration de l'application."
)
NO_BROKER = (
    "Le service de calcul ne répond pas. Le rapport reste en attente : relancez-le dans quelques "
    "minutes."
)

NO_PRINTER = (
    "Le service d'impression ne répond pas. L'échantillon est tiré ; relancez le PDF dans quelques "
    "minutes."
)
NOT_PRINTED = (
    "Le PDF n'a pas pu être préparé : relancez-le ; si cela se répète, prévenez l'administration "
    "de l'application."
)


@shared_task(ignore_result=True)
def produce_report(report_id: int) -> None:
    """Delivered twice, it works once: a finished report stays as it is."""
    report = Report.objects.filter(pk=report_id).first()
    if report is None:
        return
    try:
        produce(report)
    except ReportDoesNotAddUpError as wrong:
        logger.exception("report %s does not add up", report_id)
        fail(report, f"Le rapport n'est pas publié, car un tableau ne tombe pas juste. {wrong}")
    except Exception:
        logger.exception("report %s failed", report_id)
        fail(report, BROKEN)


def send(report: Report) -> bool:
    """Hand the report to a worker; False when the broker does not answer."""
    if handed_over(produce_report, report.pk, what=f"report {report.pk}"):
        return True
    hold(report, NO_BROKER)
    return False


@shared_task(ignore_result=True)
def print_inspection(inspection_id: int) -> None:
    """The files of the sample as they are today; delivered twice, it prints twice the same."""
    inspection = Inspection.objects.filter(pk=inspection_id).first()
    if inspection is None:
        return
    try:
        inspections.print_files(inspection, today())
    except NoPangoError as missing:
        inspections.fail(inspection, str(missing))
    except Exception:
        logger.exception("inspection %s was not printed", inspection_id)
        inspections.fail(inspection, NOT_PRINTED)


def send_inspection(inspection: Inspection) -> bool:
    """Hand the print to a worker; False when the broker does not answer."""
    if handed_over(print_inspection, inspection.pk, what=f"inspection {inspection.pk}"):
        return True
    inspections.hold(inspection, NO_PRINTER)
    return False
