"""Measures JAX on a published system, call by call as it is asked for.

`python -m lamarck_bench.jax_server SYSTEM SUITE POINT.json` answers each line of standard input, such as
`{"method": "fixed", "repeat": 5}` or `{"method": "tsit5", "rtol": 1e-6}`, by one line with the value and
gradient at the point. The first call of a method compiles it. CPU time is that of the whole process.
"""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path

# One thread for a call, as for the other programs.
os.environ["XLA_FLAGS"] = "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1"

import jax

jax.config.update("jax_enable_x64", True)

from . import jax_systems  # noqa: E402 - after the configuration


def main(name: str, suite: str, point: str) -> None:
    system = jax_systems.named(name, Path(suite))
    x = jax.numpy.asarray(json.loads(Path(point).read_text()))
    compiled: dict = {}
    print(json.dumps({"jax": jax.__version__}), flush=True)
    for line in sys.stdin:
        request = json.loads(line)
        key = (request["method"], request.get("rtol", 0.0))
        compile_seconds = 0.0
        if key not in compiled:
            begin = time.process_time()
            fixed = request["method"] == "fixed"
            loss = (
                jax_systems.fixed_steps(system)
                if fixed
                else jax_systems.adaptive_steps(system, request["rtol"])
            )
            compiled[key] = jax.jit(jax.value_and_grad(loss))
            jax.block_until_ready(compiled[key](x))
            compile_seconds = time.process_time() - begin
        function = compiled[key]
        value, gradient = function(x)
        millis = []
        for _ in range(request.get("repeat", 1)):
            begin = time.process_time()
            jax.block_until_ready(function(x))
            millis.append(1e3 * (time.process_time() - begin))
        answer = {"value": float(value), "gradient": gradient.tolist(), "cpuMillis": millis}
        print(json.dumps(answer | {"compileSeconds": compile_seconds}), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
