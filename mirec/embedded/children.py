"""The processes of the demo: started apart from the terminal, stopped together, never orphaned."""

import json
import os
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

import psutil

from mirec.embedded.places import CLONE

STOP_SECONDS = 12
LAST_LINES = 8


class Children:
    """Each in a session of its own: Ctrl-C reaches only us, and we stop them in order."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.record = folder / "children.json"
        self.running: dict[str, subprocess.Popen] = {}

    def start(self, name: str, command: Sequence[str], environment: Mapping[str, str]) -> None:
        with self.log(name).open("w") as log:
            self.running[name] = subprocess.Popen(
                command,
                cwd=CLONE,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        started = [[p.pid, psutil.Process(p.pid).create_time()] for p in self.running.values()]
        self.record.write_text(json.dumps(started))

    def dead(self) -> str | None:
        """The name of a process that ended by itself."""
        ended = (name for name, process in self.running.items() if process.poll() is not None)
        return next(ended, None)

    def finish(self, name: str) -> int:
        """Wait for a process that ends by itself: its exit code."""
        code = self.running[name].wait()
        del self.running[name]
        return code

    def log(self, name: str) -> Path:
        return self.folder / f"{name}.log"

    def last_words(self, name: str) -> str:
        lines = self.log(name).read_text(errors="replace").splitlines()
        return "\n".join(f"    {line}" for line in lines[-LAST_LINES:])

    def stop(self) -> None:
        """Ask all of them at once, wait, then end whatever remains of their sessions."""
        for process in self.running.values():
            signal_group(process.pid, signal.SIGTERM)
        deadline = time.monotonic() + STOP_SECONDS
        for process in self.running.values():
            try:
                process.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                signal_group(process.pid, signal.SIGKILL)
                process.wait()
            signal_group(process.pid, signal.SIGKILL)
        self.running.clear()
        self.record.unlink(missing_ok=True)

    def end_leftovers(self) -> None:
        """What a run killed with `kill -9` left behind: our recorded processes, no other."""
        try:
            recorded = json.loads(self.record.read_text())
        except (OSError, ValueError):
            return
        living = [(pid, created) for pid, created in recorded if is_same_process(pid, created)]
        for pid, _ in living:
            signal_group(pid, signal.SIGTERM)
        for pid, created in living:
            if not ends_within(pid, created, STOP_SECONDS):
                signal_group(pid, signal.SIGKILL)
        self.record.unlink(missing_ok=True)


def signal_group(pid: int, number: signal.Signals) -> None:
    try:
        os.killpg(pid, number)
    except (ProcessLookupError, PermissionError):
        return


def is_same_process(pid: int, created: float) -> bool:
    try:
        process = psutil.Process(pid)
        alive = process.status() != psutil.STATUS_ZOMBIE
        return alive and abs(process.create_time() - created) < 1
    except psutil.Error:
        return False


def ends_within(pid: int, created: float, seconds: float) -> bool:
    deadline = time.monotonic() + seconds
    while is_same_process(pid, created):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True
