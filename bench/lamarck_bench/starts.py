"""From file to first gradient: in a warm process of ours, by our command line, and by AMICI."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

from . import ladder, servers
from .amici_model import Failed
from .problems import Problem
from .runs import child_cpu_seconds

EXAMPLE = servers.HOME / "examples" / "boehm" / "boehm.yaml"
WARM_RUNS = 3
COLD_RUNS = 3


def warm(
    problems: list[Problem], rtols: dict[str, float], log: Path, say: Callable[[str], None]
) -> dict[str, dict]:
    """By problem, milliseconds of wall clock and CPU in processes that have seen other problems.

    CPU time is that of the whole process: Java's own compiler and collector count as well.
    At the relative tolerance given by problem, else at our default.
    """
    found: dict[str, list[dict]] = {problem.name: [] for problem in problems}
    for run in range(WARM_RUNS):
        say(f"file to first gradient, warm, {run + 1} of {WARM_RUNS}")
        with servers.lamarck(EXAMPLE, log) as server:
            for method in ("forward", "adjoint"):
                server.ask({"method": method, "warmUp": 3})
            for problem in problems:
                try:
                    request: dict = {"open": str(problem.path)}
                    if problem.name in rtols:
                        rtol = rtols[problem.name]
                        request |= {"rtol": rtol, "atol": ladder.atol(rtol)}
                    found[problem.name].append(server.ask(request))
                except Failed as failed:
                    say(f"{problem.name}: {failed}")
    keys = ("readMillis", "compileMillis", "firstGradientMillis", "firstGradientCpuMillis")
    return {
        name: {key: statistics.median(one[key] for one in runs) for key in keys}
        for name, runs in found.items()
        if runs
    }


def cold(problem: Problem) -> dict[str, float]:
    """Seconds of wall clock and CPU of `lamarck evaluate`, the start of Java included."""
    command = [
        str(servers.HOME / "lamarck"),
        "evaluate",
        str(problem.path),
        "--json",
        "--rtol",
        "1e-8",
        "--atol",
        "1e-12",
    ]
    walls, cpus = [], []
    for _ in range(COLD_RUNS):
        before, begin = child_cpu_seconds(), time.perf_counter()
        done = subprocess.run(
            command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=dict(os.environ), check=False
        )
        walls.append(time.perf_counter() - begin)
        cpus.append(child_cpu_seconds() - before)
        if done.returncode != 0 or "gradient" not in json.loads(done.stdout):
            raise Failed(f"lamarck evaluate {problem.path} ends with exit code {done.returncode}")
    return {"wallSeconds": statistics.median(walls), "cpuSeconds": statistics.median(cpus)}
