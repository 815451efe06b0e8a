"""Has this machine what the project needs, and are the locked packages in `.venv`?

Run by the system's Python before anything is installed (`python3 -I mirec/embedded/prepare.py
demo`): standard library only, and old syntax, so that an old Python can still say what it lacks.
"""

import ctypes
import ctypes.util
import hashlib
import importlib.util
import json
import os
import platform
import subprocess
import sys
from pathlib import Path

CLONE = Path(__file__).resolve().parents[2]
ENVIRONMENT = CLONE / ".venv"
STAMP = ENVIRONMENT / ".installed.json"
LOCKS = {"demo": "requirements/runtime.txt", "test": "requirements/dev.txt"}
WHEEL_SYSTEMS = {"Linux": {"x86_64", "aarch64"}, "Darwin": {"x86_64", "arm64"}}

APT_PYTHON = "apt-get update && apt-get install -y python3 python3-venv git make"
APT_PANGO = "apt-get install -y libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
BREW_PANGO = "brew install pango"
PANGO = {
    "libpango-1.0": ("pango-1.0", "libpango-1.0.so.0", "libpango-1.0.dylib"),
    "libpangoft2-1.0": ("pangoft2-1.0", "libpangoft2-1.0.so.0", "libpangoft2-1.0.dylib"),
    "libharfbuzz-subset": (
        "harfbuzz-subset",
        "libharfbuzz-subset.so.0",
        "libharfbuzz-subset.0.dylib",
    ),
}


def say(text):
    print(text, flush=True)


def blocking_faults():
    """What stops everything, each with its way out."""
    faults = []
    if sys.version_info < (3, 11):
        faults.append(
            f"Il faut Python 3.11 ou plus récent ; {sys.executable} est la version "
            f"{platform.python_version()}. Installez-en un et donnez son nom : "
            "PYTHON=python3.12 make demo"
        )
    machines = WHEEL_SYSTEMS.get(platform.system(), set())
    if platform.machine() not in machines or (machines and is_musl()):
        faults.append(
            "Les serveurs embarqués existent pour Linux (glibc, x86_64 ou aarch64) et macOS ; "
            f"cette machine est « {platform.system()} {platform.machine()} ». Utilisez l'une "
            "d'elles, ou docker-compose.yml."
        )
    missing = [name for name in ("venv", "ensurepip") if importlib.util.find_spec(name) is None]
    if missing and not environment_works():
        faults.append(
            "Il manque à {} le module {} pour créer l'environnement .venv. Sur Debian ou Ubuntu : "
            "{}    Sur macOS : brew install python".format(
                sys.executable, " et ".join(missing), APT_PYTHON
            )
        )
    return faults


def is_musl():
    """Alpine and the like: no wheel of the embedded servers is made for them."""
    return platform.system() == "Linux" and not platform.libc_ver()[0]


def missing_pango():
    """The native libraries of WeasyPrint that cannot be loaded."""
    return [name for name, files in PANGO.items() if not any(map(loads, files))]


def loads(name):
    for candidate in (name, ctypes.util.find_library(name)):
        try:
            if candidate and ctypes.CDLL(candidate):
                return True
        except OSError:
            continue
    return False


def warn_about_pango():
    missing = missing_pango()
    if missing:
        say(
            "Attention : le rapport en PDF ne sera pas possible, il manque {}. Tout le reste "
            "fonctionne, et le rapport vient aussi en XLSX et à l'écran.\n"
            "  Debian, Ubuntu : {}\n  macOS : {}".format(", ".join(missing), APT_PANGO, BREW_PANGO)
        )


def python():
    return ENVIRONMENT / "bin" / "python"


def environment_works():
    """A folder that was copied, or whose Python was upgraded away, does not count."""
    if not python().exists():
        return False
    probe = subprocess.run(
        [str(python()), "-c", "import sys, pip; print(sys.version_info >= (3, 11))"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        check=False,
    )
    return probe.stdout.strip() == b"True"


def make_environment():
    if environment_works():
        return
    say(f"Création de l'environnement Python dans {ENVIRONMENT}")
    run([sys.executable, "-m", "venv", "--clear", str(ENVIRONMENT)])


def fingerprint(lock):
    """Changes with the lock and with the Python that the packages were installed for."""
    text = (CLONE / lock).read_bytes() + platform.python_version().encode()
    return hashlib.sha256(text).hexdigest()


def install(purpose):
    """The locked packages, once: a lock that did not change costs nothing."""
    stamp = json.loads(STAMP.read_text()) if STAMP.exists() else {}
    lock = LOCKS[purpose]
    if stamp.get(lock) == fingerprint(lock):
        return
    say(f"Installation des paquets de {lock} (une à deux minutes la première fois)")
    command = [str(python()), "-m", "pip", "install", "-qq", "--disable-pip-version-check"]
    run([*command, "--no-deps", "--require-hashes", "-r", str(CLONE / lock)])
    done = LOCKS.values() if purpose == "test" else [lock]  # the test lock holds the other one
    stamp.update({each: fingerprint(each) for each in done})
    STAMP.write_text(json.dumps(stamp))


def run(command):
    environment = dict(os.environ, PIP_NO_INPUT="1", PIP_ROOT_USER_ACTION="ignore")
    code = subprocess.run(command, env=environment, check=False).returncode
    if code:
        sys.exit(
            "La commande « {} » a échoué (code {}). Si le réseau était coupé, rétablissez-le et "
            "relancez ; sinon supprimez le dossier .venv et relancez.".format(
                " ".join(command), code
            )
        )


def main(purpose):
    os.chdir(str(CLONE))
    faults = blocking_faults()
    if faults:
        sys.exit("\n".join(faults))
    warn_about_pango()
    make_environment()
    install(purpose)


if __name__ == "__main__":
    main(sys.argv[1])
