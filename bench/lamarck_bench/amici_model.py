"""Compiles AMICI's models, once, and loads them.

A model is compiled in a process of its own, so that its CPU time is that of all processes below:
`python -m lamarck_bench.amici_model PROBLEM.yaml NAME FOLDER`.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import time
from pathlib import Path

from .problems import Problem


class Failed(Exception):
    """A tool could not do what it was asked for; the message is for the table."""


def compiled(problem: Problem, cache: Path, say) -> dict:
    """What compiling the problem's model cost: keys `cpuSeconds`, `wallSeconds`, `load`.

    Compiles it when the cache does not hold it.
    """
    record = cache / f"{problem.model_name}.json"
    fingerprint = problem.fingerprint()
    if record.is_file():
        known = json.loads(record.read_text())
        if known["fingerprint"] == fingerprint:
            return known
    say(f"{problem.name}: AMICI compiles its model")
    cost = {"fingerprint": fingerprint} | _compile(problem, cache)
    record.write_text(json.dumps(cost, indent=1) + "\n")
    return cost


def _compile(problem: Problem, cache: Path) -> dict:
    cache.mkdir(parents=True, exist_ok=True)
    arguments = [sys.executable, "-m", "lamarck_bench.amici_model"]
    arguments += [
        str(problem.path.resolve()),
        problem.model_name,
        str((cache / problem.model_name).resolve()),
    ]
    log = cache / f"{problem.model_name}.log"
    with log.open("w") as output:
        done = subprocess.run(
            arguments, stdout=subprocess.PIPE, stderr=output, env=environment(), check=False
        )
    if done.returncode != 0:
        raise Failed(f"AMICI cannot compile {problem.name} (exit code {done.returncode}); see {log}")
    return json.loads(done.stdout.decode().splitlines()[-1])


def environment() -> dict[str, str]:
    """This process's environment: one thread, and the programs of the Python environment first."""
    here = str(Path(__file__).resolve().parent.parent)
    programs = str(Path(sys.executable).parent)
    return os.environ | {
        "PATH": programs + os.pathsep + os.environ.get("PATH", ""),
        "PYTHONPATH": here,
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "AMICI_PARALLEL_COMPILE": "1",
    }


def load(path: str, name: str, folder: str):
    """The PEtab problem and AMICI's compiled model of it."""
    import petab.v1 as petab
    from amici.importers.petab.v1 import import_petab_problem

    problem = petab.Problem.from_yaml(path)
    return problem, import_petab_problem(problem, output_dir=folder, model_name=name, compile_=False)


def _main(path: str, name: str, folder: str) -> None:
    """Imports and compiles, and prints what it cost; the import of AMICI itself counts as well."""
    begin = time.perf_counter()
    import petab.v1 as petab
    from amici.importers.petab.v1 import import_petab_problem

    problem = petab.Problem.from_yaml(path)
    import_petab_problem(problem, output_dir=folder, model_name=name, compile_=True)
    # What other processes use at the time is seen in `load`, the mean number of running ones.
    own, children = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    cost = {
        "cpuSeconds": sum(usage.ru_utime + usage.ru_stime for usage in (own, children)),
        "wallSeconds": time.perf_counter() - begin,
        "load": os.getloadavg()[0],
    }
    print("\n" + json.dumps(cost))


if __name__ == "__main__":
    _main(*sys.argv[1:])
