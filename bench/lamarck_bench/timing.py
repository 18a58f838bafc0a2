"""CPU times of calls of both programs, in turn."""

from __future__ import annotations

import os
import statistics
import time
from dataclasses import dataclass, field

from .servers import Server

# A group of calls of one kind lasts about so many milliseconds, and has at most so many calls.
GROUP_MILLIS = 100
GROUP_CALLS = 20

# What takes longer than this is not called again: its first call is the measurement.
ONCE_MILLIS = 40_000


@dataclass
class Kind:
    """One kind of call: whose, what, how long it is expected to take, and what was measured."""

    name: str
    server: Server
    request: dict
    probe: float  # milliseconds
    millis: list[float] = field(default_factory=list)
    last: dict = field(default_factory=dict)

    def group(self) -> None:
        """Measures the next few calls."""
        calls = max(1, min(GROUP_CALLS, int(GROUP_MILLIS / max(self.probe, 1e-3))))
        self.last = self.server.ask(self.request | {"repeat": calls, "seconds": 10})
        self.millis += self.last["cpuMillis"]

    def result(self) -> dict:
        """Median, lowest and highest CPU time of a call in milliseconds, and their number."""
        millis = self.millis or [self.probe]
        spread = {"lowest": min(millis), "highest": max(millis), "calls": len(millis)}
        return {"millis": statistics.median(millis)} | spread


def interleave(kinds: list[Kind], rounds: int, seconds: float) -> None:
    """Rounds of one group of each kind; no round begins after so many seconds of wall clock."""
    begin = time.perf_counter()
    repeated = [kind for kind in kinds if kind.probe < ONCE_MILLIS]
    for _ in range(rounds):
        for kind in repeated:
            kind.group()
        if time.perf_counter() - begin > seconds:
            break


def on_one_core() -> None:
    """Keeps all that follows on one core: on several, XLA's thread and its caller wait for each other by spinning."""
    if not hasattr(os, "sched_setaffinity"):
        raise SystemExit("error: this is measured on one core, which only Linux can be asked for")
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
