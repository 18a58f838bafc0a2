"""Measures diffrax on the calcium task, call by call as it is asked for.

`python -m lamarck_bench.diffrax_server RTOL ATOL X...` compiles all calls and then answers each line of
standard input, such as `{"method": "gradient", "repeat": 5}`, by one line. CPU time is that of the whole
process: XLA computes in threads of its own.
"""

from __future__ import annotations

import json
import os
import sys
import time

# One thread for a call, as for the other programs.
os.environ["XLA_FLAGS"] = "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1"

import jax
import numpy as np

jax.config.update("jax_enable_x64", True)

from . import calcium  # noqa: E402 - after the configuration


def answer(request: dict, functions: dict, x) -> dict:
    """What a call gives, and the CPU milliseconds of each of several."""
    function = functions[request["method"]]
    result = jax.block_until_ready(function(x))
    millis = []
    for _ in range(request.get("repeat", 1)):
        begin = time.process_time()
        jax.block_until_ready(function(x))
        millis.append(1e3 * (time.process_time() - begin))
    return _told(request["method"], result) | {"cpuMillis": millis}


def _told(method: str, result) -> dict:
    if method == "value":
        return {"loss": float(result[0]), "steps": int(result[1])}
    if method == "gradient":
        (loss, steps), gradient = result
        named = dict(zip(calcium.PARAMETERS, map(float, gradient), strict=True))
        return {"loss": float(loss), "steps": int(steps), "gradient": named}
    jacobian, residuals = result
    return {"residuals": np.asarray(residuals).tolist(), "jacobian": np.asarray(jacobian).tolist()}


def _main(rtol: str, atol: str, *coordinates: str) -> None:
    x = jax.numpy.array([float(text) for text in coordinates])
    functions = calcium.functions(float(rtol), float(atol))
    begin, cpu = time.perf_counter(), time.process_time()
    for function in functions.values():
        jax.block_until_ready(function(x))
    heading = {"compileSeconds": time.perf_counter() - begin, "compileCpuSeconds": time.process_time() - cpu}
    print(json.dumps(heading), flush=True)
    for line in sys.stdin:
        print(json.dumps(answer(json.loads(line), functions, x)), flush=True)


if __name__ == "__main__":
    _main(*sys.argv[1:])
