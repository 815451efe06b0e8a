"""`python -m tests.benchmarks [--beneficiaries 20000]`: fill a database apart, then measure.

Its servers and data lie in a folder of their own (MIREC_DATA_DIR, else beside the clone's); what
was filled once is used again. Erase that folder to start over.
"""

import argparse
import os
import subprocess
import sys
from pathlib import Path

CLONE = Path(__file__).resolve().parents[2]
STEPS = {
    "migrate": ["manage.py", "migrate", "--verbosity", "0"],
    "seed": ["manage.py", "seed"],
    "compare": ["manage.py", "shell", "--verbosity", "0", "--command"],
}
COMPARE = "from tests.benchmarks.compare import compare; compare()"
FILLED = (
    "from beneficiaries.models import Beneficiary as B; raise SystemExit(not B.objects.count())"
)


def own_folder(count: int) -> Path:
    home = Path("/var/lib/mirec") if os.geteuid() == 0 else CLONE / ".data"
    return home / f"bench-{CLONE.name[:16]}-{count}"


def run(*words: str, environment: dict[str, str], check: bool = True) -> int:
    return subprocess.run(
        [sys.executable, *words], cwd=CLONE, env=environment, check=check
    ).returncode


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("--beneficiaries", type=int, default=20_000)
    count = parser.parse_args().beneficiaries
    environment = {
        "MIREC_DATA_DIR": str(own_folder(count)),
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "mirec.settings.demo",
    }
    run(*STEPS["migrate"], environment=environment)
    if run(*STEPS["compare"], FILLED, environment=environment, check=False):
        run(*STEPS["seed"], "--beneficiaries", str(count), environment=environment)
    run(*STEPS["compare"], COMPARE, environment=environment)


if __name__ == "__main__":
    main()
