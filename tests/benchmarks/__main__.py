"""`python -m tests.benchmarks [--beneficiaries 20000] [--matching | --training | --payments]`.

Fills a database and measures. Its servers and data lie in a folder of their own (MIREC_DATA_DIR,
else beside the clone's); what was filled once is used again, except by the last two, which fill
anew. Erase that folder to start over. Each option has a database of its own: `--matching` both
pages of matching, `--training` the calendar of forty cohorts, `--payments` the monthly run.
"""

import argparse
import os
import subprocess
import sys
from pathlib import Path

from mirec.embedded.places import Home
from mirec.embedded.servers import Servers
from tests.benchmarks import doublings

CLONE = Path(__file__).resolve().parents[2]
SEEDED = "from tests.benchmarks.compare import compare; compare()"
MATCHING = "from tests.benchmarks.matching import compare; compare({count})"
TRAINING = "from tests.benchmarks.training import compare; compare()"
FILLED = (
    "from beneficiaries.models import Beneficiary as B; raise SystemExit(not B.objects.count())"
)


def own_folder(name: str) -> Path:
    home = Path("/var/lib/mirec") if os.geteuid() == 0 else CLONE / ".data"
    return home / f"bench-{CLONE.name[:16]}-{name}"


def manage(*words: str, **options: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "manage.py", *words], cwd=CLONE, text=True, **options)


def tell(command: str, **options: object) -> subprocess.CompletedProcess[str]:
    return manage("shell", "--verbosity", "0", "--command", command, **options)


def asked(command: str) -> str:
    return tell(command, check=True, stdout=subprocess.PIPE).stdout


def measure(only: str, count: int) -> None:
    manage("migrate", "--verbosity", "0", check=True)
    if only == "payments":
        for text in doublings.compare(asked):
            sys.stdout.write(text)
            sys.stdout.flush()
        return
    if not only and tell(FILLED).returncode:
        manage("seed", "--beneficiaries", str(count), check=True)
    command = {"": SEEDED, "matching": MATCHING.format(count=count), "training": TRAINING}[only]
    tell(command, check=True)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("--beneficiaries", type=int, default=20_000)
    choice = parser.add_mutually_exclusive_group()
    for name in ("matching", "training", "payments"):
        choice.add_argument(f"--{name}", action="store_const", const=name, dest="only", default="")
    given = parser.parse_args()
    name = {
        "": f"{given.beneficiaries}",
        "matching": f"{given.beneficiaries}-matching",
    }.get(given.only, given.only)
    folder = os.environ.setdefault("MIREC_DATA_DIR", str(own_folder(name)))
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.benchmarks.settings"
    with Servers(Home(Path(folder))).session():
        measure(given.only, given.beneficiaries)


if __name__ == "__main__":
    main()
