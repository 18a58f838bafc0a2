"""`bench/diffrax`: Lamarck beside JAX with diffrax on the calcium example, in one run."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

import numpy as np

from . import servers
from .calcium import PARAMETERS
from .ladder import RTOLS, atol
from .timing import Kind, interleave

HERE = Path(__file__).resolve().parent.parent
EXAMPLE = servers.HOME / "examples" / "calcium" / "calcium.yaml"
WARM_UP = 2.0

# What is compared, by diffrax's name and ours.
CALLS = {"value": "value", "gradient": "auto", "residuals": "residuals"}


def main() -> int:
    """Compiles both, measures in turn, and writes `calcium.json` and `calcium.md`."""
    parser = argparse.ArgumentParser(prog="bench/diffrax", description=__doc__)
    parser.add_argument("--out", type=Path, default=HERE / "out-diffrax", help="where results go (%(default)s)")
    parser.add_argument("--repeat", type=int, default=10, help="rounds of theirs and ours in turn (%(default)s)")
    parser.add_argument("--rtol", type=float, default=1e-6, help="diffrax's relative tolerance (%(default)s)")
    parser.add_argument("--atol", type=float, default=1e-6, help="diffrax's absolute tolerance (%(default)s)")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    servers.build()
    log = options.out / "servers.log"
    with servers.lamarck(EXAMPLE, log) as ours:
        x = [ours.start()["nominal"][name] for name in PARAMETERS]
        with _diffrax(options, x, log) as theirs:
            print("diffrax compiles; this takes a minute or more", file=sys.stderr)
            record = _compare(ours, theirs, options)
    (options.out / "calcium.json").write_text(json.dumps(record, indent=1) + "\n")
    (options.out / "calcium.md").write_text(markdown(record))
    print(markdown(record))
    return 0


def _diffrax(options: argparse.Namespace, x: list[float], log: Path) -> servers.Server:
    command = [sys.executable, "-m", "lamarck_bench.diffrax_server", str(options.rtol), str(options.atol)]
    return servers.Server("diffrax", command + [repr(value) for value in x], log)


def _compare(ours: servers.Server, theirs: servers.Server, options: argparse.Namespace) -> dict:
    heading = theirs.start()
    reference = ours.ask({"method": "residuals", "rtol": 1e-12, "atol": 1e-12, "arrays": True})
    asked = {name: theirs.ask({"method": name, "repeat": 1}) for name in CALLS}
    limit = _error(asked["gradient"], asked["residuals"], reference)
    rtol = _loosest(ours, reference, limit)
    kinds = []
    for name, method in CALLS.items():
        kinds.append(Kind(f"diffrax {name}", theirs, {"method": name}, asked[name]["cpuMillis"][0]))
        for label, tolerance in {"same rtol": options.rtol, "as exact": rtol}.items():
            request = {"method": method, "rtol": tolerance, "atol": atol(tolerance)}
            probe = ours.ask(request | {"warmUp": WARM_UP})["cpuMillis"][0]
            kinds.append(Kind(f"{label} {name}", ours, request, probe))
    interleave(kinds, options.repeat, 300)
    lasts = {kind.name: kind.last for kind in kinds}
    return {
        "rtol": {"diffrax": options.rtol, "same rtol": options.rtol, "as exact": rtol},
        "compile": heading,
        "start": {key: ours.heading[key] for key in ("firstGradientMillis", "firstGradientCpuMillis")},
        "error": {"diffrax": limit} | {n: _ours(ours, r, reference) for n, r in (("same rtol", options.rtol), ("as exact", rtol))},
        "steps": {"diffrax": asked["value"]["steps"]} | {n: lasts[f"{n} value"]["steps"] for n in ("same rtol", "as exact")},
        "method": lasts["as exact gradient"]["method"],
        "cpu": {kind.name: kind.result() for kind in kinds},
    }


def _loosest(ours: servers.Server, reference: dict, limit: dict) -> float:
    """Our loosest tolerance with no error above diffrax's, nor any at a tighter one; else the tightest."""
    chosen = RTOLS[0]
    for rtol in RTOLS:
        error = _ours(ours, rtol, reference)
        if any(error[key] > limit[key] for key in limit):
            break
        chosen = rtol
    return chosen


def _ours(ours: servers.Server, rtol: float, reference: dict) -> dict:
    answer = ours.ask({"method": "residuals", "rtol": rtol, "atol": atol(rtol), "arrays": True, "repeat": 0})
    return _error(answer, answer, reference)


def _error(gradient: dict, residuals: dict, reference: dict) -> dict:
    """Of the loss, absolute; of gradient and Jacobian, the largest difference over the largest entry."""
    return {
        "loss": abs(gradient["loss"] - reference["loss"]),
        "gradient": _relative(*([one["gradient"][p] for p in PARAMETERS] for one in (gradient, reference))),
        "jacobian": _relative(residuals["jacobian"], reference["jacobian"]),
    }


def _relative(values, reference) -> float:
    a, b = np.asarray(values, float), np.asarray(reference, float)
    return float(np.max(np.abs(a - b)) / np.max(np.abs(b)))


def markdown(record: dict) -> str:
    """The table for people."""
    rows = ["| | rtol | steps | value ms | value and gradient ms | residuals and Jacobian ms | loss error | gradient error | Jacobian error |"]
    rows.append("|---" * 9 + "|")
    for name in ("diffrax", "same rtol", "as exact"):
        times = [f"{record['cpu'][f'{name} {call}']['millis']:.3g}" for call in CALLS]
        errors = [f"{record['error'][name][key]:.2g}" for key in ("loss", "gradient", "jacobian")]
        title = "diffrax, Tsit5" if name == "diffrax" else f"Lamarck, {name}"
        rows.append(f"| {title} | {record['rtol'][name]:g} | {record['steps'][name]} | {' | '.join(times + errors)} |")
    ratios = [f"{call} {record['cpu'][f'diffrax {call}']['millis'] / record['cpu'][f'as exact {call}']['millis']:.3g}" for call in CALLS]
    compile_ = record["compile"]["compileCpuSeconds"], record["start"]["firstGradientCpuMillis"] / 1e3
    end = f"Ratios, as exact: {', '.join(ratios)}. Gradient by {record['method']}."
    start = "First calls, CPU s: diffrax {:.3g} for the three, Lamarck {:.3g} from file to gradient (cold Java).".format(*compile_)
    return "\n".join(["## BioModel 145, CPU ms of a call", "", *rows, "", end, "", start, ""])


if __name__ == "__main__":
    sys.exit(main())
