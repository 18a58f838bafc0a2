"""`bench/jax`: gradients of published systems beside JAX, in one run, on one core, at the same error."""

from __future__ import annotations

import argparse
import json
import re
import sys
from pathlib import Path

import numpy as np

from . import servers
from .amici_model import Failed
from .ladder import atol
from .timing import Kind, interleave, on_one_core

HERE = Path(__file__).resolve().parent.parent
SUITE = HERE.parent.parent / "shared" / "data" / "petab-sciml"
PROBLEMS = {
    "french-flag": servers.HOME / "examples" / "circuits" / "french-flag.yaml",
    "repressilator": HERE / "jax_problems" / "repressilator.yaml",
    "fitzhugh-nagumo": HERE / "jax_problems" / "fitzhugh-nagumo.yaml",
    "universal": Path("test_cases/sciml_problem_import/001/petab/problem.yaml"),
}

# Seconds of calls of ours before any is measured.
WARM_UP = 10.0
SEED = 7

# From tight to loose; seven to each power of ten, so that no step more is made than the error asks for.
RTOLS = [float(f"{digits}e{power}") for power in range(-10, -1) for digits in (1, 1.5, 2, 3, 4, 5, 7)] + [0.1]


def main() -> int:
    """Measures the systems one by one, and writes `jax.json` and `jax.md`."""
    parser = argparse.ArgumentParser(prog="bench/jax", description=__doc__)
    parser.add_argument("--out", type=Path, default=HERE / "out-jax", help="where results go (%(default)s)")
    parser.add_argument("--suite", type=Path, default=SUITE, help="PEtab-SciML's test suite (%(default)s)")
    parser.add_argument("--rounds", type=int, default=10, help="of theirs and ours in turn (%(default)s)")
    parser.add_argument("--systems", default=",".join(PROBLEMS), help="names (%(default)s)")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    servers.build()
    on_one_core()
    rows = []
    for name in options.systems.split(","):
        rows += measure(name, options)
        (options.out / "jax.json").write_text(json.dumps(rows, indent=1) + "\n")
        (options.out / "jax.md").write_text(markdown(rows))
    print(markdown(rows))
    return 0


def measure(name: str, options: argparse.Namespace) -> list[dict]:
    """Both of theirs beside ours."""
    log = options.out / "servers.log"
    with servers.lamarck(options.suite / PROBLEMS[name], log) as ours:
        heading = ours.start()
        names = ordered(name, list(heading["nominal"]))
        x = point(name, {key: heading["nominal"][key] for key in names})
        path = options.out / f"{name}.json"
        path.write_text(json.dumps(x))
        where = {"point": dict(zip(names, x, strict=True))}
        tight = ours.ask({"method": "auto", "rtol": 1e-12, "atol": 1e-14} | where)
        reference = gradient(tight, names)
        command = [sys.executable, "-m", "lamarck_bench.jax_server", name, str(options.suite), str(path)]
        with servers.Server("JAX", command, log) as theirs:
            theirs.start()
            requests = [{"method": "fixed"}] + [{"method": "tsit5", "rtol": rtol} for rtol in (1e-6,)]
            return [
                compare(name, request, theirs, ours, where, names, reference, heading, options.rounds)
                for request in requests
            ]


def ordered(name: str, names: list[str]) -> list[str]:
    """Our coordinates in the order of `jax_systems`: of PEtab-SciML's weights unit by unit, bias first."""
    if name != "universal":
        return names

    def key(one: str) -> tuple:
        layer = re.fullmatch(r"net1_layer(\d)_(weight|bias)_(\d+)(?:_(\d+))?", one)
        if layer is None:
            return (0, ["alpha", "delta", "beta"].index(one), 0)
        return (int(layer[1]), int(layer[3]), 1 + int(layer[4]) if layer[2] == "weight" else 0)

    return sorted(names, key=key)


def point(name: str, nominal: dict[str, float]) -> list[float]:
    """Where something happens: random weights, and for the repressilator a ring that oscillates."""
    random = np.random.default_rng(SEED)
    size = {"french-flag": 2.0, "repressilator": 0.3, "fitzhugh-nagumo": 0.4, "universal": 0.0}[name]
    ring = {"w_A_B": -12.0, "w_B_C": -12.0, "w_C_A": -12.0, "b_A": 6.0, "b_B": 6.0, "b_C": 6.0}
    values = []
    for key, value in nominal.items():
        moved = value + size * float(random.normal())
        if name == "repressilator":
            values.append(-0.4 if key.startswith("k_") else ring.get(key, 0.0) + moved)
        else:
            values.append(moved if key.startswith(("w_", "f_")) else value)
    return values


def gradient(answer: dict, names: list[str]) -> np.ndarray:
    sign = -1 if "llh" in answer else 1  # a likelihood is told, its negative is minimised
    return sign * np.array([answer["gradient"][name] for name in names])


def error(values: np.ndarray, reference: np.ndarray) -> float:
    """The largest difference over the largest entry."""
    return float(np.max(np.abs(values - reference)) / np.max(np.abs(reference)))


def compare(name, request, theirs, ours, where, names, reference, heading, rounds) -> dict:
    """One of theirs beside ours at the loosest tolerance that is no less exact, nor any tighter one."""
    first = theirs.ask(request)
    limit = error(np.array(first["gradient"]), reference)
    chosen, reached = loosest(ours, where, names, reference, limit)
    mine = our_request(chosen, where)
    probe = ours.ask(mine | {"warmUp": WARM_UP})
    kinds = [
        Kind("JAX", theirs, request, first["cpuMillis"][0]),
        Kind("Lamarck", ours, mine, probe["cpuMillis"][0]),
    ]
    interleave(kinds, rounds, 300)
    cpu = {kind.name: kind.result() for kind in kinds}
    return {
        "system": name,
        "theirs": "fixed steps" if request["method"] == "fixed" else f"Tsit5, rtol {request['rtol']:g}",
        "error": limit,
        "ownError": reached,
        "rtol": chosen,
        "method": kinds[1].last["method"],
        "steps": kinds[1].last["steps"],
        "cpu": cpu,
        "ratio": cpu["JAX"]["millis"] / cpu["Lamarck"]["millis"],
        "compileSeconds": first["compileSeconds"],
        "ownCompileSeconds": heading["firstGradientCpuMillis"] / 1e3,
    }


def loosest(ours, where, names, reference, limit: float) -> tuple[float, float]:
    """Our loosest tolerance at which the error is not above a limit, nor at any tighter one, and the error there."""
    found = None
    for rtol in RTOLS:
        try:
            own = error(gradient(ours.ask(our_request(rtol, where)), names), reference)
        except Failed:
            break
        if own > limit:
            break
        found = rtol, own
    if found is None:
        raise SystemExit(f"error: no gradient of ours is as exact as {limit:.1e}, at {RTOLS[0]:g} neither")
    return found


def our_request(rtol: float, where: dict) -> dict:
    return {"method": "auto", "rtol": rtol, "atol": atol(rtol)} | where


def markdown(rows: list[dict]) -> str:
    """The table for people."""
    columns = ["system", "JAX", "error", "ms", "Lamarck's rtol", "error", "ms", "times as fast"]
    columns += ["JAX compiles, s", "file to first gradient, cold, s"]
    lines = ["| " + " | ".join(columns) + " |", "|---|---|" + "---:|" * (len(columns) - 2)]
    for row in rows:
        cells = [row["system"], row["theirs"], f"{row['error']:.1e}", f"{row['cpu']['JAX']['millis']:.3g}"]
        cells += [f"{row['rtol']:g}", f"{row['ownError']:.1e}", f"{row['cpu']['Lamarck']['millis']:.3g}"]
        cells += [f"{row['ratio']:.2g}", f"{row['compileSeconds']:.2g}", f"{row['ownCompileSeconds']:.2g}"]
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main())
