"""`bench/samplers`: PEtab problems sampled by NUTS and by tempering, which must agree."""

from __future__ import annotations

import argparse
import json
import math
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent
SAMPLERS = ("nuts", "tempering")

# Of so many standard errors of both: of a hundred means one or so lies beyond 3 by chance, none beyond 5.
FAR = 5


def sampled(launcher: Path, problem: Path, sampler: str, out: Path, counts: list[str]) -> dict:
    """Draws, or goes on where a sample stopped; what `--json` prints."""
    command = [launcher, "sample", problem, "--out", out, "--sampler", sampler, "--json", "--quiet", *counts]
    done = subprocess.run([str(word) for word in command], check=True, stdout=subprocess.PIPE, text=True)
    return json.loads(done.stdout)


def compared(one: dict, other: dict) -> list[tuple[str, float]]:
    """By parameter the difference of the means in standard errors of both."""
    rows = []
    for name, a in one["parameters"].items():
        b = other["parameters"][name]
        error = math.hypot(a["meanError"], b["meanError"])
        rows.append((name, (a["mean"] - b["mean"]) / error if error > 0 else 0.0))
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
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    counts = ["--chains", options.chains, "--warmup", options.warmup, "--draws", options.draws]
    lines = [
        "| problem | parameters | furthest mean, in standard errors | of | worst R-hat nuts / tempering"
        " | log evidence tempering | Laplace |",
        "|---|---|---|---|---|---|---|",
    ]
    agree = True
    for name in options.problems.split(","):
        folder = next(path for path in sorted(options.folder.iterdir()) if path.name.startswith(name))
        problem = folder / f"{folder.name}.yaml"
        both = [
            sampled(options.lamarck, problem, sampler, options.out / f"{name}-{sampler}", counts)
            for sampler in SAMPLERS
        ]
        rows = compared(*both)
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
