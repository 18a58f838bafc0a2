"""`bench/run`: Lamarck beside AMICI on a folder of PEtab problems, in one run."""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path

from . import amici_model, diagrams, points, servers, starts, tables
from .amici_model import Failed
from .comparison import Effort, Pair, compare
from .problems import Problem, find

HERE = Path(__file__).resolve().parent.parent

# Above these milliseconds of AMICI's faster gradient: no perturbed point, no diagram unless asked for.
PERTURBED_MILLIS = 1000
DIAGRAM_MILLIS = 200


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench/run", description=__doc__)
    parser.add_argument("folder", type=Path, help="a folder that has a folder for each PEtab problem")
    parser.add_argument(
        "--out", type=Path, default=HERE / "out", help="where tables and diagrams go (%(default)s)"
    )
    parser.add_argument("--problems", type=_names, default=[], help="names, or parts of them: a,b")
    parser.add_argument(
        "--repeat", type=int, default=5, help="rounds of theirs and ours in turn (%(default)s)"
    )
    parser.add_argument(
        "--seconds", type=float, default=30, help="no round begins later, at one point (%(default)s)"
    )
    parser.add_argument(
        "--models", type=Path, default=HERE / ".models", help="where AMICI's compiled models are kept"
    )
    parser.add_argument(
        "--points", choices=("nominal", "both"), default="both", help="also beside the nominal point"
    )
    parser.add_argument("--seed", type=int, default=1, help="of the perturbed points (%(default)s)")
    parser.add_argument(
        "--diagrams", type=_names, default=["auto"], help="a,b or all, none, auto: where calls are short"
    )
    parser.add_argument("--compile-only", action="store_true", help="compile AMICI's models and end")
    parser.add_argument("--again", action="store_true", help="measure as well what --out already holds")
    return parser.parse_args()


def _names(text: str) -> list[str]:
    return [name for name in text.split(",") if name]


def _say(text: str) -> None:
    print(f"{time.strftime('%H:%M:%S')} {text}", file=sys.stderr, flush=True)


def main() -> int:
    """Measures problem by problem; what was measured is kept at once."""
    options = _arguments()
    problems = find(options.folder, options.problems)
    options.models.mkdir(parents=True, exist_ok=True)
    failures: dict[str, str] = {}
    if options.compile_only:
        _compile(problems, options.models, failures)
        return 1 if failures else 0
    (options.out / "problems").mkdir(parents=True, exist_ok=True)
    servers.build()
    for number, problem in enumerate(problems, 1):
        _say(f"{problem.name}: {number} of {len(problems)}")
        try:
            _one(problem, options)
        except Failed as failed:
            _say(f"{problem.name}: {failed}")
            failures[problem.name] = str(failed)
        _write(options.out, {p.name: r for p in problems if (r := _kept(options.out, p))}, failures)
    _add_starts([p for p in problems if _kept(options.out, p)], options)
    _write(options.out, {p.name: r for p in problems if (r := _kept(options.out, p))}, failures)
    print((options.out / "table.md").read_text())
    return 1 if failures else 0


def _compile(problems: list[Problem], models: Path, failures: dict[str, str]) -> None:
    for problem in problems:
        try:
            cost = amici_model.compiled(problem, models, _say)
            _say(f"{problem.name}: CPU {cost['cpuSeconds']:.0f} s, wall clock {cost['wallSeconds']:.0f} s")
        except Failed as failed:
            _say(str(failed))
            failures[problem.name] = str(failed)


def _record(out: Path, problem: Problem) -> Path:
    return out / "problems" / f"{problem.name}.json"


def _kept(out: Path, problem: Problem) -> dict | None:
    file = _record(out, problem)
    return json.loads(file.read_text()) if file.is_file() else None


def _one(problem: Problem, options: argparse.Namespace) -> None:
    """Measures a problem and keeps what came of it."""
    if not options.again and _kept(options.out, problem):
        return
    record = {"compile": amici_model.compiled(problem, options.models, _say)}
    log = options.out / "servers.log"
    with (
        servers.lamarck(problem.path, log) as ours,
        servers.amici(problem, options.models, log) as theirs,
    ):
        pair = Pair(problem.name, ours, theirs, _say)
        record["heading"] = ours.start() | {
            "bounds": theirs.start()["bounds"],
            "conditions": theirs.start()["conditions"],
        }
        effort = Effort(options.repeat, options.seconds)
        record["points"] = {"nominal": compare(pair, {}, effort)}
        millis = _fast_millis(record["points"]["nominal"])
        if options.points == "both" and millis < PERTURBED_MILLIS:
            _perturbed(pair, record, effort, options.seed)
        if _wants_diagram(problem, options.diagrams, millis):
            _diagram(pair, record, options.out / "diagrams")
    _record(options.out, problem).write_text(json.dumps(record, indent=1) + "\n")


def _fast_millis(found: dict) -> float:
    return found["cpu"][f"theirs {found['fast']}"]["millis"]


def _perturbed(pair: Pair, record: dict, effort: Effort, seed: int) -> None:
    """Adds the perturbed point; nearer to the nominal one when AMICI fails there."""
    for size in (1.0, 0.1, 0.01):
        point = points.perturbed(pair.name, record["heading"], seed, size)
        try:
            record["points"]["perturbed"] = compare(pair, point, effort) | {"size": size}
            return
        except Failed as failed:
            pair.say(f"{pair.name}: perturbed by {size}: {failed}")


def _wants_diagram(problem: Problem, wanted: list[str], millis: float) -> bool:
    if wanted in (["none"], ["all"]):
        return wanted == ["all"]
    if wanted == ["auto"]:
        return millis < DIAGRAM_MILLIS
    return any(name.lower() in problem.name.lower() for name in wanted)


def _diagram(pair: Pair, record: dict, folder: Path) -> None:
    """At the perturbed point when there is one: there the gradient is no small difference."""
    name = "perturbed" if "perturbed" in record["points"] else "nominal"
    found = record["points"][name]
    folder.mkdir(exist_ok=True)
    reference = found["reference"]
    record["curves"] = diagrams.curves(pair, found["point"], reference["ours"])
    if not any(one["error"] > 0 for curve in record["curves"].values() for one in curve):
        pair.say(f"{pair.name}: no diagram, its gradient is exact to rounding at every tolerance")
        return
    floor = (reference["agreement"] or {}).get("gradient", 0.0)
    diagrams.draw(f"{pair.name}, {name} point", record["curves"], floor, folder / f"{pair.name}.svg")


def _add_starts(problems: list[Problem], options: argparse.Namespace) -> None:
    """Adds the times from file to first gradient, which are measured when nothing else of ours runs."""
    records = {p: _kept(options.out, p) for p in problems}
    missing = [p for p in problems if options.again or not {"cold", "warmMatched"} <= set(records[p])]
    log = options.out / "servers.log"
    warm = starts.warm(missing, {}, log, _say)
    matched = {p.name: records[p]["points"]["nominal"]["matched"]["fast"] for p in missing}
    rtols = {name: rtol for name, rtol in matched.items() if rtol}
    as_exact = starts.warm([p for p in missing if p.name in rtols], rtols, log, _say)
    for problem in missing:
        _say(f"{problem.name}: file to first gradient, cold")
        record = records[problem] | {
            "warm": warm.get(problem.name, {}),
            "warmMatched": as_exact.get(problem.name, {}),
        }
        try:
            record["cold"] = starts.cold(problem)
        except Failed as failed:
            _say(str(failed))
        _record(options.out, problem).write_text(json.dumps(record, indent=1) + "\n")


def _write(out: Path, records: dict[str, dict], failures: dict[str, str]) -> None:
    rows = [
        tables.row(name, point, record, found)
        for name, record in records.items()
        for point, found in record["points"].items()
    ]
    rows.sort(key=lambda row: row["point"])
    tables.write(rows, failures, out)


if __name__ == "__main__":
    sys.exit(main())
