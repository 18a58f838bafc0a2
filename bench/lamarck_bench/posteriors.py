"""`bench/posteriors`: effective draws per CPU second, Lamarck beside NumPyro, both NUTS, in one run."""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import arviz
import numpy as np

from . import posterior_problems
from .runs import child_cpu_seconds

HERE = Path(__file__).resolve().parent.parent
PROBLEMS = {
    "hudson_lynx_hare": posterior_problems.hares,
    "one_comp_mm_elim_abs": posterior_problems.drug,
}


def cpu_seconds(command: list[str], log: Path) -> float:
    """Runs a command to its end: user and system time of it and all its threads."""
    before = child_cpu_seconds()
    with log.open("ab") as out:
        subprocess.run(command, check=True, stdout=out, stderr=out)
    return child_cpu_seconds() - before


def effective(draws: dict[str, np.ndarray]) -> tuple[float, float]:
    """The least bulk and tail effective number over all parameters, by ArviZ for both."""
    data = arviz.convert_to_inference_data(draws)
    bulk = min(float(np.asarray(arviz.ess(data, method="bulk")[key])) for key in draws)
    tail = min(float(np.asarray(arviz.ess(data, method="tail")[key])) for key in draws)
    return bulk, tail


def ours(table: Path, chains: int) -> dict[str, np.ndarray]:
    """Draws of `draws.tsv` by parameter, chains × draws."""
    lines = table.read_text().splitlines()
    header = lines[0].split("\t")
    values = np.array([[float(cell) for cell in line.split("\t")] for line in lines[1:]])
    return {name: values[:, i].reshape(chains, -1) for i, name in enumerate(header) if i >= 3}


def main() -> int:
    """Measures in turn, and writes `posteriors.json` and `posteriors.md`."""
    parser = argparse.ArgumentParser(prog="bench/posteriors", description=__doc__)
    parser.add_argument("data", type=Path, help="a folder with posteriordb's data of both, as JSON")
    parser.add_argument("--out", type=Path, default=HERE / "out-posteriors", help="(%(default)s)")
    parser.add_argument("--lamarck", type=Path, default=HERE.parent / "lamarck", help="(%(default)s)")
    parser.add_argument("--chains", type=int, default=4)
    parser.add_argument("--warmup", type=int, default=1000)
    parser.add_argument("--draws", type=int, default=1000)
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    rows = []
    counts = ["--chains", options.chains, "--warmup", options.warmup, "--draws", options.draws]
    for name, write in PROBLEMS.items():
        folder = options.out / name
        shutil.rmtree(folder, ignore_errors=True)
        problem = write(options.data, folder / "problem")
        log = options.out / "log.txt"
        command = [options.lamarck, "sample", problem, "--out", folder / "lamarck", "--threads", 1, "--seed", 1]
        spent = cpu_seconds([str(word) for word in command + counts], log)
        rows.append(row(name, "Lamarck", spent, ours(folder / "lamarck" / "draws.tsv", options.chains)))
        drawn = folder / "numpyro.json"
        os.environ["XLA_FLAGS"] = "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1"
        command = [sys.executable, "-m", "lamarck_bench.posterior_numpyro", name, options.data]
        command += [options.chains, options.warmup, options.draws, drawn]
        spent = cpu_seconds([str(word) for word in command], log)
        draws = {key: np.array(value) for key, value in json.loads(drawn.read_text()).items()}
        rows.append(row(name, "NumPyro", spent, draws))
    (options.out / "posteriors.json").write_text(json.dumps(rows, indent=2))
    table = markdown(rows)
    (options.out / "posteriors.md").write_text(table)
    print(table, end="")
    return 0


def row(name: str, program: str, spent: float, draws: dict[str, np.ndarray]) -> dict:
    """What is told of one program on one posterior; CPU time is that of the process, start to end."""
    bulk, tail = effective(draws)
    means = {key: float(value.mean()) for key, value in draws.items()}
    return {"posterior": name, "program": program, "cpu": spent, "bulk": bulk, "tail": tail, "means": means}


def markdown(rows: list[dict]) -> str:
    """Two rows for each posterior."""
    lines = [
        "| posterior | program | CPU s | least bulk ESS | least tail ESS | bulk ESS per CPU s | ratio |",
        "|---|---|---|---|---|---|---|",
    ]
    for one, other in zip(rows[::2], rows[1::2], strict=True):
        rates = [r["bulk"] / r["cpu"] for r in (one, other)]
        for r, rate, ratio in zip((one, other), rates, (rates[0] / rates[1], 1), strict=True):
            lines.append(
                f"| {r['posterior']} | {r['program']} | {r['cpu']:.1f} | {r['bulk']:.0f} | {r['tail']:.0f}"
                f" | {rate:.1f} | {ratio:.2f} |"
            )
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main())
