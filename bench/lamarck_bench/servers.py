"""Processes that answer a line by a line: Lamarck's and AMICI's."""

from __future__ import annotations

import json
import os
import queue
import subprocess
import sys
import threading
from pathlib import Path

from .amici_model import Failed, environment
from .problems import Problem

HOME = Path(__file__).resolve().parent.parent.parent


class Server:
    """One such process; started when it is first asked, and again after it was ended for its slowness."""

    def __init__(self, name: str, command: list[str], log: Path):
        self.name = name
        self.heading: dict = {}
        self._command = command
        self._log = log
        self._process: subprocess.Popen | None = None
        self._lines: queue.Queue[str] = queue.Queue()

    def ask(self, request: dict, timeout: float = 600) -> dict:
        """The answer to a request.

        Raises Failed when there is none in time, or when it is a failure or an error.
        """
        self.start()
        self._process.stdin.write(json.dumps(request) + "\n")
        self._process.stdin.flush()
        answer = self._answer(timeout)
        for key in ("error", "failure"):
            if key in answer:
                raise Failed(f"{self.name}: {_words(answer[key])}")
        return answer

    def start(self) -> dict:
        """Starts the process unless it runs; what its first line told."""
        if self._process is None:
            self._lines = queue.Queue()
            self._process = subprocess.Popen(
                self._command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=self._log.open("a"),
                text=True,
                env=environment(),
            )
            threading.Thread(target=self._read, args=(self._process.stdout, self._lines), daemon=True).start()
            self.heading = self._answer(600)
        return self.heading

    def stop(self) -> None:
        """Ends the process when it runs."""
        if self._process is not None:
            self._process.stdin.close()
            self._process.kill()
            self._process.wait()
            self._process = None

    def __enter__(self) -> Server:
        return self

    def __exit__(self, *unused) -> None:
        self.stop()

    @staticmethod
    def _read(lines, target: queue.Queue) -> None:
        for line in lines:
            target.put(line)
        target.put("")

    def _answer(self, timeout: float) -> dict:
        try:
            line = self._lines.get(timeout=timeout)
        except queue.Empty:
            self.stop()
            raise Failed(f"{self.name}: no answer within {timeout:.0f} s") from None
        if not line:
            self.stop()
            raise Failed(f"{self.name}: the process ended; see {self._log}")
        return json.loads(line)


def lamarck(problem: Path, log: Path) -> Server:
    """Ours."""
    return Server("lamarck", [str(HOME / "lamarck"), "bench", str(problem), "--serve"], log)


def amici(problem: Problem, cache: Path, log: Path) -> Server:
    """AMICI, with a model that was compiled."""
    folder = str((cache / problem.model_name).resolve())
    command = [sys.executable, "-m", "lamarck_bench.amici_server", str(problem.path.resolve())]
    return Server("AMICI", [*command, problem.model_name, folder], log)


def _words(failure) -> str:
    if isinstance(failure, dict):
        return " ".join(str(failure[key]) for key in ("reason", "condition", "detail") if failure.get(key))
    return str(failure)


def build() -> None:
    """Lets the launcher build the application now, not within a measurement."""
    subprocess.run(
        [str(HOME / "lamarck"), "--version"], stdout=subprocess.DEVNULL, env=dict(os.environ), check=True
    )
