"""Handing something over to a worker, when the broker may be down."""

import logging

from celery import Task
from kombu.exceptions import OperationalError

logger = logging.getLogger(__name__)


def handed_over(task: Task, *args: object, what: str) -> bool:
    """Whether the broker took it, asked once; `what` names the thing in the log, never a person."""
    try:
        task.apply_async(list(args), retry=False)
    except (OperationalError, ConnectionError):
        logger.exception("the broker refused %s", what)
        return False
    return True
