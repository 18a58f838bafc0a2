"""The tissue of JAX-Morph's notebook in JAX: value and gradient of the spread of ten cells after 100 times growth and ten
Brownian steps, by depth, width and the largest radius. Float64, one thread, compiled; recomputation of each repeat on the
way back (remat), which is the fastest of the forms tried. TissueBenchmark in worker/src/jmh runs the same.
"""

import os
import time

os.environ["XLA_FLAGS"] = "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1"
import jax

jax.config.update("jax_enable_x64", True)
import jax.numpy as np

CELLS, REPEATS, STEPS = 10, 100, 10
ONSET, CUTOFF, DURATION, FRICTION, TEMPERATURE = 15.0, 20.0, 1e-4, 0.8, 1.0


def energy(x, r, depth, width):
    i, j = np.triu_indices(CELLS, 1)
    off = x[i] - x[j]
    d = np.sqrt((off**2).sum(1))
    w = np.exp(-width * (d - r[i] - r[j]))
    u = depth * ((1 - w) ** 2 - 1)
    c2, o2 = CUTOFF**2, ONSET**2
    share = (c2 - d**2) ** 2 * (c2 + 2 * d**2 - 3 * o2) / (c2 - o2) ** 3
    return (u * np.where(d < ONSET, 1, np.where(d < CUTOFF, share, 0))).sum()


FORCE = jax.grad(lambda x, r, depth, width: -energy(x, r, depth, width))


def spread(parameters, x, r, noise):
    depth, width, limit = parameters

    @jax.checkpoint
    def repeat(state, xi):
        x, r = state
        grown = r + 0.005
        s = 1 / (1 + np.exp(-10 * (grown - limit)))
        r = grown * (1 - s) + limit * s
        by = np.sqrt(2 * TEMPERATURE * DURATION / FRICTION)
        x, _ = jax.lax.scan(
            lambda x, one: (x + FORCE(x, r, depth, width) * DURATION / FRICTION + by * one, None), x, xi
        )
        return (x, r), None

    (x, r), _ = jax.lax.scan(repeat, (x, r), noise)
    off = x - x.mean(0)
    return np.sqrt((off**2).sum(1)).mean()


def main():
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})  # threads of XLA that wait would spin on another one
    key = jax.random.PRNGKey(0)
    x = jax.random.uniform(key, (CELLS, 2), minval=-5.0, maxval=5.0)
    r = np.full(CELLS, 0.3)
    noise = jax.random.normal(key, (REPEATS, STEPS, CELLS, 2))
    gradient = jax.jit(jax.value_and_grad(spread))
    begin = time.perf_counter()
    value, slopes = jax.block_until_ready(gradient(np.array([3.0, 3.0, 2.0]), x, r, noise))
    print(f"jax {jax.__version__}: compiled in {time.perf_counter() - begin:.1f} s; spread {value:.6f}, slopes {slopes}")
    times = []
    for _ in range(30):
        begin = time.process_time()
        jax.block_until_ready(gradient(np.array([3.0, 3.0, 2.0]), x, r, noise))
        times.append(time.process_time() - begin)
    times.sort()
    print(f"jax: {1e3 * times[len(times) // 2]:.2f} ms of processor time for value and gradient (median of 30)")


if __name__ == "__main__":
    main()
