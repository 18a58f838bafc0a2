"""The cell of worker/src/jmh/.../CellBenchmark in Jaxley, float64: 868 compartments with Hodgkin-Huxley channels, 800 steps.

CPU time of a simulation and of one with the gradient of the last compartment's mean voltage by the sodium and potassium
conductances and the radius of every compartment. Run by bench/neurons/run, on one core.
"""

import os
import time

os.environ["XLA_FLAGS"] = "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1"

import jax
import jax.numpy as jnp
import jaxley as jx
import numpy as np
from jaxley.channels import HH

jax.config.update("jax_enable_x64", True)
jax.config.update("jax_platform_name", "cpu")

BRANCHES, PER_BRANCH, STEPS, STEP, REPEATS = 217, 4, 800, 0.025, 5


def cell():
    branch = jx.Branch(jx.Compartment(), PER_BRANCH)
    parents = [-1] + [(i - 1) // 2 for i in range(1, BRANCHES)]
    made = jx.Cell([branch] * BRANCHES, parents)
    for i in range(BRANCHES):
        made.branch(i).set("length", 10.0 if i == 0 else 80.0 / PER_BRANCH)
        made.branch(i).set("radius", 5.0 if i == 0 else 0.5 + 1.0 / (1 + i % 7))
    made.set("axial_resistivity", 100.0)
    made.insert(HH())
    made.set("v", -65.0)
    made.init_states()
    current = np.zeros(STEPS)
    current[int(1 / STEP) : int(2 / STEP)] = 3.0
    made.branch(0).comp(0).stimulate(jnp.asarray(current))
    made.branch(0).comp(0).record(verbose=False)
    made.branch(BRANCHES - 1).comp(PER_BRANCH - 1).record(verbose=False)
    for key in ("HH_gNa", "HH_gK", "radius"):
        made.comp("all").make_trainable(key, verbose=False)
    return made


def cpu(function, *arguments):
    """The least CPU time of some calls, s, and that of the first, which compiles."""
    times = []
    for _ in range(REPEATS + 1):
        begin = time.process_time()
        jax.block_until_ready(function(*arguments))
        times.append(time.process_time() - begin)
    return min(times[1:]), times[0]


def main():
    begin = time.process_time()
    made = cell()
    parameters = made.get_parameters()
    built = time.process_time() - begin

    def voltages(values):
        return jx.integrate(made, params=values, delta_t=STEP, t_max=STEPS * STEP)

    def mean(values):
        return jnp.mean(voltages(values)[1])

    simulation, first = cpu(jax.jit(voltages), parameters)
    v = np.asarray(voltages(parameters))
    print(f"Jaxley {jx.__version__}, JAX {jax.__version__}: built in {built:.1f} s of CPU")
    print(f"  peaks {v[0].max():.6f} and {v[1].max():.6f} mV, the last after {v[1].argmax() * STEP:.3f} ms")
    print(f"  simulation {simulation:.4f} s (first {first:.1f} s)", flush=True)
    gradient, first = cpu(jax.jit(jax.value_and_grad(mean)), parameters)
    print(f"  with gradient {gradient:.4f} s (first {first:.1f} s)")


if __name__ == "__main__":
    main()
