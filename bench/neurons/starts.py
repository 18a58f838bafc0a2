"""Random starts of examples/neurons/cell.yaml: how many reach the target, by the hybrid, by Adam and by Polyak's rule alone.

The target is a loss below 0.5. The loss is the mean over two experiments of the sum of squared residuals, so below 0.5 the
squares of all twenty residuals add up to less than 1: none of the features is further from what it is to be than its `scale`,
and the spike counts, whose scale is half a spike, are right at both places under both currents.

Usage: starts.py LAMARCK OUT [--tune] [--of hybrid,adam,polyak] [--seeds 1..10]

LAMARCK is the launcher, OUT a folder, in which what is there already is not run again. A seed draws the same first point for
all; the hybrid draws nine more and begins at the best of the ten, which counts as evaluations of it. Each run is on one thread and
ends at the target or after its budget; CPU is that of its process, the start of Java included. --tune runs one seed with three rates each.
"""

import argparse
import json
import pathlib
import shutil
import subprocess
import sys

HOME = pathlib.Path(__file__).resolve().parents[2]
sys.path.append(str(HOME / "bench"))

from lamarck_bench.runs import child_cpu_seconds, seeds  # noqa: E402

TARGET = 0.5
STEPS = 300  # gradients of Adam and of Polyak's rule
EVALUATIONS = 4000  # of the hybrid
RATES = {"adam": [0.01, 0.03, 0.1], "polyak": [0.0003, 0.001, 0.003]}
CHOSEN = {"adam": 0.03, "polyak": 0.003}
EXAMPLE = HOME / "examples" / "neurons"


def run(lamarck, out, kind, rate, seed):
    """One fit, unless it is there: its loss, evaluations, CPU seconds."""
    name = f"{kind}{'' if rate is None else '-' + str(rate)}-{seed}"
    kept = out / f"{name}.json"
    if not kept.exists():
        problem = out / f"{name}.yaml"
        text = (EXAMPLE / "cell.yaml").read_text()
        if rate is not None:
            text += f"training: {{optimiser: {kind}, rate: {rate}, epochs: {STEPS}}}\n"
        problem.write_text(text)
        shutil.copy(EXAMPLE / "cell.swc", out)
        folder = out / name
        shutil.rmtree(folder, ignore_errors=True)
        strategy = ["--strategy", "hybrid" if rate is None else "training"]
        budget = ["--evaluations", str(EVALUATIONS if rate is None else 10**6)]
        command = [lamarck, "fit", str(problem), "--out", str(folder), "--seed", str(seed)]
        command += [*strategy, *budget, "--target", str(TARGET), "--threads", "1"]
        before = child_cpu_seconds()
        with open(out / f"{name}.log", "w") as log:
            subprocess.run(command, stdout=log, stderr=log, check=True)
        cpu = child_cpu_seconds() - before
        result = json.loads((folder / "result.json").read_text())
        made = result["evaluations"] + result["gradients"]
        kept.write_text(json.dumps({"loss": result["best"]["objective"], "evaluations": made, "cpu": cpu}))
    return json.loads(kept.read_text())


def show(kind, rate, ends):
    reached = [e for e in ends if e["loss"] <= TARGET]
    label = kind if rate is None else f"{kind}, rate {rate}"
    cpu = sorted(e["cpu"] for e in ends)
    line = f"{label}: {len(reached)} of {len(ends)} reach {TARGET}; CPU s least {cpu[0]:.0f}, most {cpu[-1]:.0f}, sum {sum(cpu):.0f}; losses "
    print(line + " ".join(f"{e['loss']:.3g}({e['evaluations']})" for e in ends), flush=True)


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("lamarck")
    options.add_argument("out", type=pathlib.Path)
    options.add_argument("--tune", action="store_true")
    options.add_argument("--of", default="hybrid,adam,polyak")
    options.add_argument("--seeds", default="1..10")
    given = options.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    asked = seeds(given.seeds)
    for kind in given.of.split(","):
        if given.tune:
            for rate in RATES.get(kind, []):
                show(kind, rate, [run(given.lamarck, given.out, kind, rate, asked[0])])
        else:
            rate = CHOSEN.get(kind)
            show(kind, rate, [run(given.lamarck, given.out, kind, rate, seed) for seed in asked])


if __name__ == "__main__":
    sys.exit(main())
