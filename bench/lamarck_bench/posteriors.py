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
from .runs import child_cpu_seconds, seeds

HERE = Path(__file__).resolve().parent.parent
PROBLEMS = {
    "hudson_lynx_hare": posterior_problems.hares,
    "one_comp_mm_elim_abs": posterior_problems.drug,
}
PROGRAMS = ("Lamarck", "NumPyro")


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
    parser.add_argument("--seeds", default="1..3", help="of both; effective numbers of heavy tails vary much (%(default)s)")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    rows = []
    counts = ["--chains", options.chains, "--warmup", options.warmup, "--draws", options.draws]
    os.environ["XLA_FLAGS"] = "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1"
    for name, write in PROBLEMS.items():
        folder = options.out / name
        shutil.rmtree(folder, ignore_errors=True)
        problem = write(options.data, folder / "problem")
        log = options.out / "log.txt"
        for seed in seeds(options.seeds):
            out = folder / f"lamarck-{seed}"
            command = [options.lamarck, "sample", problem, "--out", out, "--threads", 1, "--seed", seed]
            spent = cpu_seconds([str(word) for word in command + counts], log)
            rows.append(row(name, "Lamarck", seed, spent, ours(out / "draws.tsv", options.chains)))
            drawn = folder / f"numpyro-{seed}.json"
            command = [sys.executable, "-m", "lamarck_bench.posterior_numpyro", name, options.data]
            command += [options.chains, options.warmup, options.draws, seed, drawn]
            spent = cpu_seconds([str(word) for word in command], log)
            draws = {key: np.array(value) for key, value in json.loads(drawn.read_text()).items()}
            rows.append(row(name, "NumPyro", seed, spent, draws))
    (options.out / "posteriors.json").write_text(json.dumps(rows, indent=2))
    table = markdown(rows)
    (options.out / "posteriors.md").write_text(table)
    print(table, end="")
    return 0


def row(name: str, program: str, seed: int, spent: float, draws: dict[str, np.ndarray]) -> dict:
    """What is told of one run; CPU time is that of the process, start to end."""
    bulk, tail = effective(draws)
    means = {key: float(value.mean()) for key, value in draws.items()}
    return {
        "posterior": name,
        "program": program,
        "seed": seed,
        "cpu": spent,
        "bulk": bulk,
        "tail": tail,
        "means": means,
    }


def markdown(rows: list[dict]) -> str:
    """Two rows for each posterior: means over the seeds, and the effective draws of all for the CPU time of all."""
    lines = [
        "| posterior | program | CPU s | least bulk ESS | least tail ESS | bulk ESS per CPU s | ratio |",
        "|---|---|---|---|---|---|---|",
    ]
    for name in PROBLEMS:
        both = {program: [r for r in rows if (r["posterior"], r["program"]) == (name, program)] for program in PROGRAMS}
        rates = {program: sum(r["bulk"] for r in all_) / sum(r["cpu"] for r in all_) for program, all_ in both.items()}
        for program, all_ in both.items():
            cpu, bulk, tail = (sum(r[key] for r in all_) / len(all_) for key in ("cpu", "bulk", "tail"))
            lines.append(
                f"| {name} | {program} | {cpu:.1f} | {bulk:.0f} | {tail:.0f}"
                f" | {rates[program]:.1f} | {rates[program] / rates['NumPyro']:.2f} |"
            )
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main())
