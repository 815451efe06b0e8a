"""Does this service do its work? `python -m mirec.health web|worker|beat FILE`, exit code 0 or 1.

docker-compose.yml asks each container this.
"""

import os
import sys
import time
import urllib.request
from pathlib import Path

from mirec.celery import app

BEAT_SILENCE_SECONDS = 600  # beat writes its schedule at least every three minutes


def web_answers(port: str = "8000") -> bool:
    """The health page, asked as the TLS proxy asks it."""
    host = os.environ["ALLOWED_HOSTS"].split(",")[0].strip()
    request = urllib.request.Request(
        f"http://127.0.0.1:{port}/sante/",
        headers={"Host": host, "X-Forwarded-Proto": "https"},
    )
    try:
        with urllib.request.urlopen(request, timeout=8) as answer:  # noqa: S310
            return answer.status == 200
    except OSError:
        return False


def worker_answers() -> bool:
    return bool(app.control.ping(timeout=5))


def beat_is_alive(schedule: str) -> bool:
    """The schedule's file, or those its database splits it in, was written lately."""
    written = [f.stat().st_mtime for f in Path(schedule).parent.glob(f"{Path(schedule).name}*")]
    return bool(written) and time.time() - max(written) < BEAT_SILENCE_SECONDS


CHECKS = {"web": web_answers, "worker": worker_answers, "beat": beat_is_alive}

if __name__ == "__main__":
    sys.exit(0 if CHECKS[sys.argv[1]](*sys.argv[2:]) else 1)
