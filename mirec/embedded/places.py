"""Where does this clone keep its servers' data, binaries and sockets?

An ordinary user keeps them in the clone. PostgreSQL refuses to run as root, so root's server runs
as `nobody`, who must be able to walk to its files: they lie where no folder has to be opened.
"""

import hashlib
import os
import pwd
import stat
import tempfile
from dataclasses import dataclass
from pathlib import Path
from secrets import token_hex
from urllib.parse import quote

from mirec.embedded.errors import EmbeddedError

CLONE = Path(__file__).resolve().parents[2]
ROOT_HOME = Path("/var/lib/mirec")
TEST_PREFIX = "mirec-t-"
SOCKET_PATH_MAX = 103  # 107 bytes on Linux and 103 on macOS, the final NUL apart
LONGEST_SOCKET_NAME = ".s.PGSQL.5432.lock"


def is_root() -> bool:
    return os.geteuid() == 0


def server_account() -> pwd.struct_passwd | None:
    """The account PostgreSQL runs as: None means our own."""
    return pwd.getpwnam("nobody") if is_root() else None


def clone_key(clone: Path = CLONE) -> str:
    """Tells two clones apart in shared folders: the folder's name and a hash of its path."""
    return f"{clone.name[:24]}-{hashlib.sha256(str(clone).encode()).hexdigest()[:10]}"


def data_folder(clone: Path = CLONE) -> Path:
    """The clone's own data: set by MIREC_DATA_DIR, else by who is asking."""
    chosen = os.environ.get("MIREC_DATA_DIR")
    if chosen:
        return Path(chosen).resolve()
    return ROOT_HOME / clone_key(clone) if is_root() else clone / ".data"


def short_temp() -> Path:
    """A temporary folder with a short name, whatever TMPDIR says: sockets live below it."""
    shared = Path("/tmp")  # noqa: S108 - only folders of our own, checked by make_folder
    return shared if os.access(shared, os.W_OK) else Path(tempfile.gettempdir())


def folder_of_run(pid: int) -> Path:
    """Names the run it belongs to, so that a later one can tell whether that run still lives."""
    return short_temp() / f"{TEST_PREFIX}{os.geteuid()}-{pid}-{token_hex(4)}"


def socket_folder(home: Path) -> Path:
    """A folder short enough for a Unix socket: in the data folder, else one of our own in /tmp."""
    near = home / "run"
    if len(os.fsencode(near / LONGEST_SOCKET_NAME)) <= SOCKET_PATH_MAX:
        return near
    mark = hashlib.sha256(os.fsencode(home)).hexdigest()[:10]
    return short_temp() / f"mirec-s-{os.geteuid()}-{mark}"


def make_folder(folder: Path, *, mode: int) -> None:
    """Make `folder` with this mode; nothing above an existing folder is ever changed."""
    try:
        for missing in reversed([f for f in folder.parents if not f.exists()]):
            missing.mkdir(exist_ok=True)
            missing.chmod(0o755)  # whatever the umask: `nobody` walks through
        folder.mkdir(mode=0o700, exist_ok=True)
        found = folder.lstat()
        if stat.S_ISDIR(found.st_mode) and found.st_uid == os.geteuid():
            folder.chmod(mode)
            return
    except OSError as error:
        raise EmbeddedError(
            f"Impossible de créer le dossier {folder} ({error.strerror}). Donnez-vous le droit d'y "
            "écrire, ou choisissez un autre dossier : MIREC_DATA_DIR=/chemin make demo"
        ) from error
    raise EmbeddedError(
        f"Le dossier {folder} appartient à quelqu'un d'autre. Supprimez-le, ou choisissez un autre "
        "dossier : MIREC_DATA_DIR=/chemin make demo"
    )


@dataclass(frozen=True)
class Home:
    """One pair of servers: its data folder and its sockets."""

    path: Path

    @property
    def cluster(self) -> Path:
        return self.path / "pg" / "data"

    @property
    def postgres_sockets(self) -> Path:
        return socket_folder(self.path) / "pg"

    @property
    def valkey_socket(self) -> Path:
        return socket_folder(self.path) / "valkey.sock"

    @property
    def database_url(self) -> str:
        return f"postgres://mirec@/mirec?host={quote(str(self.postgres_sockets))}"

    @property
    def redis_url(self) -> str:
        return f"unix://{quote(str(self.valkey_socket))}"

    def prepare(self) -> None:
        """Folders that `nobody` can walk through (711) but only the owner can list."""
        self._refuse_closed_parent()
        make_folder(self.path, mode=0o711)
        make_folder(socket_folder(self.path), mode=0o711)

    def _refuse_closed_parent(self) -> None:
        """As root, `nobody` must be able to walk to the data; we never open a folder for that."""
        closed = [f for f in self.path.parents if f.exists() and not f.stat().st_mode & 0o001]
        if is_root() and closed:
            raise EmbeddedError(
                f"Le dossier {closed[0]} est fermé aux autres comptes : PostgreSQL, qui refuse de "
                f"tourner comme root, ne peut pas atteindre {self.path}. Choisissez un autre "
                "dossier : MIREC_DATA_DIR=/var/lib/mirec/demo make demo"
            )
