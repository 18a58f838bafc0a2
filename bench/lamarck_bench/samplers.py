"""`bench/samplers`: PEtab problems sampled by NUTS and by tempering, which must agree."""

from __future__ import annotations

import argparse
import csv
import json
import math
import operator
import shutil
import statistics
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent

# Of so many standard errors of both. Boehm, Fujita and Raia have 67 parameters, 134 means and standard deviations:
# by chance one of them is beyond 4 in 1 of 120 comparisons.
FAR = 4


def fitted(launcher: Path, problem: Path, out: Path, limit: str) -> Path:
    """A fit of so long, once."""
    if not (out / "result.json").exists():
        command = [launcher, "fit", problem, "--out", out, "--seed", "1", "--threads", "1", "--time-limit", limit]
        subprocess.run([str(word) for word in [*command, "--quiet"]], check=True, stdout=subprocess.DEVNULL)
    return out


def sampled(launcher: Path, problem: Path, sampler: str, fit: Path | None, out: Path, counts: list[str]) -> dict:
    """Draws, or goes on where a sample stopped; what `--json` prints. Chains begin in the basins of a fit, if given."""
    command = [launcher, "sample", problem, "--out", out]
    if fit is not None:
        if not out.exists():
            shutil.copytree(fit, out)
        command = [launcher, "sample", out]
    command += ["--sampler", sampler, "--json", "--quiet", *counts]
    done = subprocess.run([str(word) for word in command], check=True, stdout=subprocess.PIPE, text=True)
    return json.loads(done.stdout)


def logarithmic(problem: Path) -> set[str]:
    """Parameters that are searched on a logarithmic scale, of PEtab 1."""
    with problem.open() as text:
        name = next(line.split(":", 1)[1].strip() for line in text if line.startswith("parameter_file:"))
    with (problem.parent / name).open(newline="") as table:
        rows = csv.DictReader(table, delimiter="\t")
        return {row["parameterId"] for row in rows if row["parameterScale"].startswith("log")}


def columns(run: Path, logs: set[str]) -> dict[str, list[list[float]]]:
    """Draws of each parameter by chain; decimal logarithms where the search has them."""
    with (run / "draws.tsv").open(newline="") as table:
        rows = list(csv.DictReader(table, delimiter="\t"))
    chains = sorted({int(row["chain"]) for row in rows})
    return {
        name: [
            [math.log10(float(r[name])) if name in logs else float(r[name]) for r in rows if int(r["chain"]) == c]
            for c in chains
        ]
        for name in list(rows[0])[3:]
    }


def covariances(x: list[float]) -> Iterator[float]:
    """Autocovariances of a chain, lag by lag."""
    mean = statistics.fmean(x)
    centred = [value - mean for value in x]
    for lag in range(len(x)):
        yield sum(map(operator.mul, centred, centred[lag:])) / len(x)


def effective(chains: list[list[float]]) -> float:
    """Effective draws of the mean, of halves of chains (Geyer 1992; Vehtari et al. 2021, equations 9 to 13)."""
    halves = [part for chain in chains for part in (chain[: len(chain) // 2], chain[(len(chain) + 1) // 2 :])]
    length, count = len(halves[0]), len(halves)
    lags = [covariances(half) for half in halves]
    within = statistics.fmean(next(lag) for lag in lags) * length / (length - 1)
    total = within * (length - 1) / length + statistics.variance(statistics.fmean(half) for half in halves)
    if total == 0:
        return length * count

    def correlation() -> float:
        return 1 - (within - statistics.fmean(next(lag) for lag in lags) * length / (length - 1)) / total

    pair = 1 + correlation()
    time = 2 * pair - 1
    for _ in range(1, length // 2):
        pair = min(pair, correlation() + correlation())  # they fall
        if pair <= 0:
            break
        time += 2 * pair
    return length * count / max(time, 1 / math.log10(length * count))


def estimate(chains: list[list[float]]) -> tuple[float, float]:
    """The mean over all draws, and its Monte Carlo error."""
    draws = [x for chain in chains for x in chain]
    return statistics.fmean(draws), statistics.stdev(draws) / math.sqrt(effective(chains))


def moments(chains: list[list[float]]) -> tuple[tuple[float, float], tuple[float, float]]:
    """Mean and standard deviation, each with its error; that of the latter follows from the mean square."""
    mean = estimate(chains)
    square, error = estimate([[(x - mean[0]) ** 2 for x in chain] for chain in chains])
    deviation = math.sqrt(square)
    return mean, (deviation, error / (2 * deviation) if deviation > 0 else 0.0)


def compared(one: dict, other: dict) -> list[tuple[str, float]]:
    """Differences of the means and of the standard deviations in standard errors of both."""
    rows = []
    for name, chains in one.items():
        for what, a, b in zip(("mean", "deviation"), moments(chains), moments(other[name]), strict=True):
            error = math.hypot(a[1], b[1])
            rows.append((f"{what} of {name}", (a[0] - b[0]) / error if error > 0 else 0.0))
    return rows


def main() -> int:
    """Exits with 1 when the two do not agree on a problem."""
    parser = argparse.ArgumentParser(prog="bench/samplers", description=__doc__)
    parser.add_argument("folder", type=Path, help="a folder that has a folder for each PEtab problem")
    parser.add_argument("--problems", default="Boehm,Fujita,Raia", help="(%(default)s)")
    parser.add_argument("--out", type=Path, default=HERE / "out-samplers", help="(%(default)s)")
    parser.add_argument("--lamarck", type=Path, default=HERE.parent / "lamarck", help="(%(default)s)")
    parser.add_argument("--chains", default="4")
    parser.add_argument("--warmup", default="500")
    parser.add_argument("--draws", default="500")
    parser.add_argument("--tempering-chains", default="", help="those of --chains when left out")
    parser.add_argument("--tempering-warmup", default="", help="that of --warmup when left out")
    parser.add_argument("--tempering-draws", default="", help="those of --draws when left out")
    parser.add_argument("--fit", default="", help="begin in the basins of a fit of so long, such as 3min")
    parser.add_argument("--time-limit", default="", help="of each sample, such as 10min; called again it goes on")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    steps = {
        "nuts": (options.chains, options.warmup, options.draws),
        "tempering": (
            options.tempering_chains or options.chains,
            options.tempering_warmup or options.warmup,
            options.tempering_draws or options.draws,
        ),
    }
    limit = ["--time-limit", options.time_limit] if options.time_limit else []
    lines = [
        "| problem | moments | furthest, in standard errors | of | worst R-hat nuts / tempering"
        " | log evidence tempering | Laplace |",
        "|---|---|---|---|---|---|---|",
    ]
    agree = True
    for name in options.problems.split(","):
        folder = next(path for path in sorted(options.folder.iterdir()) if path.name.startswith(name))
        problem = folder / f"{folder.name}.yaml"
        fit = fitted(options.lamarck, problem, options.out / f"{name}-fit", options.fit) if options.fit else None
        both = [
            sampled(
                options.lamarck,
                problem,
                sampler,
                fit,
                options.out / f"{name}-{sampler}",
                ["--chains", chains, "--warmup", warmup, "--draws", draws, *limit],
            )
            for sampler, (chains, warmup, draws) in steps.items()
        ]
        if not all(one.get("complete") for one in both):
            print(f"{name}: the chains have not ended; the same command goes on", file=sys.stderr)
            agree = False
            continue
        logs = logarithmic(problem)
        rows = compared(*(columns(options.out / f"{name}-{sampler}", logs) for sampler in steps))
        worst = max(rows, key=lambda row: abs(row[1]))
        agree &= abs(worst[1]) < FAR
        hats = [max(p["rHat"] for p in one["parameters"].values()) for one in both]
        evidence = both[1]["evidence"]
        lines.append(
            f"| {folder.name} | {len(rows)} | {worst[1]:.2f} | {worst[0]} | {hats[0]:.3f} / {hats[1]:.3f}"
            f" | {evidence.get('logEvidence', math.nan):.2f} ± {evidence.get('standardError', math.nan):.2f}"
            f" | {evidence.get('laplace', math.nan):.2f} |"
        )
    table = "\n".join(lines) + "\n"
    (options.out / "samplers.md").write_text(table)
    print(table, end="")
    return 0 if agree else 1


if __name__ == "__main__":
    sys.exit(main())
