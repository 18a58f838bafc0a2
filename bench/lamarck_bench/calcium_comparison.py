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
from .timing import Kind, interleave, on_one_core

HERE = Path(__file__).resolve().parent.parent
EXAMPLE = servers.HOME / "examples" / "calcium" / "calcium.yaml"
WARM_UP = 2.0

# What is compared, by diffrax's name and ours.
CALLS = {"value": "value", "gradient": "auto", "residuals": "residuals"}


def main() -> int:
    """Compiles both, measures in turn, and writes `calcium.json` and `calcium.md`."""
    parser = argparse.ArgumentParser(prog="bench/diffrax", description=__doc__)
    parser.add_argument(
        "--out", type=Path, default=HERE / "out-diffrax", help="where results go (%(default)s)"
    )
    parser.add_argument(
        "--repeat", type=int, default=10, help="rounds of theirs and ours in turn (%(default)s)"
    )
    parser.add_argument("--rtol", type=float, default=1e-6, help="diffrax's relative tolerance (%(default)s)")
    parser.add_argument("--atol", type=float, default=1e-6, help="diffrax's absolute tolerance (%(default)s)")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    servers.build()
    on_one_core()
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
        "error": {"diffrax": limit}
        | {n: _ours(ours, r, reference) for n, r in (("same rtol", options.rtol), ("as exact", rtol))},
        "steps": {"diffrax": asked["value"]["steps"]}
        | {n: lasts[f"{n} value"]["steps"] for n in ("same rtol", "as exact")},
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
    columns = "rtol,steps,value ms,value and gradient ms,residuals and Jacobian ms".split(",")
    columns += ["loss error", "gradient error", "Jacobian error"]
    lines = ["## BioModel 145, CPU ms of a call", "", f"| | {' | '.join(columns)} |"]
    lines.append("|---" * (1 + len(columns)) + "|")
    lines += [_row(record, name) for name in ("diffrax", "same rtol", "as exact")]
    ratios = [
        f"{call} {_millis(record, 'diffrax', call) / _millis(record, 'as exact', call):.3g}" for call in CALLS
    ]
    lines += ["", f"Ratios, as exact: {', '.join(ratios)}. Gradient by {record['method']}.", ""]
    # Jᵀr / ‖r‖ is a gradient too, and reverse mode is not always the faster way.
    jacobian = _millis(record, "diffrax", "residuals") / _millis(record, "as exact", "gradient")
    lines += [f"Our gradient beside diffrax's Jacobian, which contains one: {jacobian:.3g}.", ""]
    theirs, ours = record["compile"]["compileCpuSeconds"], record["start"]["firstGradientCpuMillis"] / 1e3
    lines.append(
        f"First calls, CPU s: diffrax {theirs:.3g}, Lamarck {ours:.3g} from file to gradient (cold Java)."
    )
    return "\n".join(lines) + "\n"


def _row(record: dict, name: str) -> str:
    title = "diffrax, Tsit5" if name == "diffrax" else f"Lamarck, {name}"
    cells = [title, f"{record['rtol'][name]:g}", str(record["steps"][name])]
    cells += [f"{_millis(record, name, call):.3g}" for call in CALLS]
    cells += [f"{record['error'][name][key]:.2g}" for key in ("loss", "gradient", "jacobian")]
    return f"| {' | '.join(cells)} |"


def _millis(record: dict, name: str, call: str) -> float:
    return record["cpu"][f"{name} {call}"]["millis"]


if __name__ == "__main__":
    sys.exit(main())
