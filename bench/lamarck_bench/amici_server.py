"""Measures AMICI call by call as it is asked for, in the way of `lamarck bench --serve`.

`python -m lamarck_bench.amici_server PROBLEM.yaml NAME FOLDER` answers each line of standard input, a
JSON object, by one line. Timed are the calls of AMICI's solver alone: conditions with data and
parameters are prepared before, and the gradient is gathered from the conditions' parts after.
"""

from __future__ import annotations

import json
import logging
import os
import sys
import time
import warnings

from .amici_model import load

DEFAULT_RTOL = 1e-8
DEFAULT_ATOL = 1e-16

# Its CPU time is known well enough by one call.
LONG_MILLIS = 2000


class Served:
    """A compiled model with the experimental data of a PEtab problem."""

    def __init__(self, path: str, name: str, folder: str):
        import amici.sim.sundials as sundials
        from amici.sim.sundials.petab.v1 import create_edatas
        from amici.sim.sundials.petab.v1._parameter_mapping import create_parameter_mapping

        self.amici = sundials
        self.problem, self.model = load(path, name, folder)
        conditions = self.problem.get_simulation_conditions_from_measurement_df()
        self.mapping = create_parameter_mapping(
            petab_problem=self.problem,
            simulation_conditions=conditions,
            scaled_parameters=True,
            amici_model=self.model,
        )
        self.edatas = create_edatas(
            amici_model=self.model, petab_problem=self.problem, simulation_conditions=conditions
        )
        self.vector = sundials.amici.ExpDataPtrVector(self.edatas)
        self.nominal = dict(zip(self.problem.x_ids, self.problem.get_x_nominal(scaled=True), strict=True))
        self.estimated = list(self.problem.x_free_ids)

    def heading(self) -> dict:
        """What the model is, after AMICI's import."""
        return {
            "states": self.model.nx_rdata,
            "solvedStates": self.model.nx_solver,
            "conditions": len(self.edatas),
            "nominal": {i: self.nominal[i] for i in self.estimated},
            "scale": {i: str(self.problem.parameter_df.parameterScale[i]) for i in self.estimated},
            "bounds": {
                i: [lower, upper]
                for i, lower, upper in zip(
                    self.problem.x_ids, self.problem.lb_scaled, self.problem.ub_scaled, strict=True
                )
                if i in self.estimated
            },
        }

    def measure(self, request: dict) -> dict:
        """Runs the calls of a request and tells what came of them."""
        self._move_to(request.get("point", {}))
        solver = self._solver(request)
        call = self._call(solver)
        begin = time.thread_time()
        first = call()
        probe = 1e3 * (time.thread_time() - begin)
        answer = self._answer(first, request["method"])
        if "failure" not in answer:
            self._repeat(call, request, probe, answer)
        return answer

    def steps(self, request: dict) -> dict:
        """Accepted steps forward in time, over all conditions: those of simulations before as well."""
        self._move_to(request.get("point", {}))
        solver = self._solver(request)
        solver.set_return_data_reporting_mode(self.amici.RDataReporting.full)
        return {"steps": sum(_steps(one) for one in self._call(solver)())}

    def _move_to(self, point: dict) -> None:
        from amici.sim.sundials.petab.v1 import fill_in_parameters

        values = self.nominal | point
        free = self.mapping.free_symbols
        fill_in_parameters(
            edatas=self.edatas,
            problem_parameters={i: values[i] for i in self.problem.x_ids if i in free},
            scaled_parameters=True,
            parameter_mapping=self.mapping,
            amici_model=self.model,
        )

    def _solver(self, request: dict):
        methods, orders = self.amici.SensitivityMethod, self.amici.SensitivityOrder
        solver = self.model.create_solver()
        solver.set_return_data_reporting_mode(self.amici.RDataReporting.likelihood)
        solver.set_relative_tolerance(request.get("rtol", DEFAULT_RTOL))
        solver.set_absolute_tolerance(request.get("atol", DEFAULT_ATOL))
        if "rtolQuadratures" in request:
            solver.set_relative_tolerance_quadratures(request["rtolQuadratures"])
            solver.set_absolute_tolerance_quadratures(request["atolQuadratures"])
        if "steps" in request:
            solver.set_max_steps(request["steps"])
        method = request["method"]
        if method == "value":
            solver.set_sensitivity_order(orders.none)
        else:
            solver.set_sensitivity_order(orders.first)
            solver.set_sensitivity_method(methods.forward if method == "forward" else methods.adjoint)
        return solver

    def _call(self, solver):
        run, get = self.amici.amici.run_simulations, self.amici.amici._get_ptr
        arguments = get(solver), self.vector, get(self.model), True, 1
        return lambda: run(*arguments)

    def _answer(self, results, method: str) -> dict:
        for one in results:
            if one.status != self.amici.AMICI_SUCCESS:
                messages = [f"{m.identifier} {m.message}" for m in one.messages]
                reason = " ".join((messages or [str(one.status)])[0].split())
                return {"failure": {"reason": reason[:200], "condition": one.id}}
        answer = {"llh": sum(one.llh for one in results)}
        if method != "value":
            answer["gradient"] = self._gradient(results)
        return answer

    def _gradient(self, results) -> dict:
        """d llh / d parameter on its scale, of all estimated parameters."""
        from amici.sim.sundials.petab.v1._simulations import aggregate_sllh

        views = [self.amici.ReturnDataView(one) for one in results]
        parts = aggregate_sllh(
            amici_model=self.model,
            rdatas=views,
            parameter_mapping=self.mapping,
            edatas=self.edatas,
            petab_scale=True,
            petab_problem=self.problem,
        )
        return {i: float(parts.get(i, 0.0)) for i in self.estimated}

    @staticmethod
    def _repeat(call, request: dict, probe: float, answer: dict) -> None:
        """Adds the CPU time of each call, at least one; a first call of seconds is not repeated."""
        answer["probeMillis"] = probe
        repeat, seconds, begin = request.get("repeat", 1), request.get("seconds", 60), time.perf_counter()
        if repeat < 1 or probe > LONG_MILLIS:
            answer["cpuMillis"] = [probe][:repeat]
            return
        millis = []
        while not millis or (len(millis) < repeat and time.perf_counter() - begin < seconds):
            start = time.thread_time()
            call()
            millis.append(1e3 * (time.thread_time() - start))
        answer["cpuMillis"] = millis


def _steps(result) -> int:
    before = [list(result.preeq_numsteps)[1:2], list(result.posteq_numsteps)[1:2]]
    return int(sum(map(sum, before)) + (max(result.numsteps) if len(result.numsteps) else 0))


def _main(path: str, name: str, folder: str) -> None:
    warnings.simplefilter("ignore")
    logging.disable(logging.CRITICAL)
    answers = os.fdopen(os.dup(1), "w", buffering=1)
    os.dup2(2, 1)  # what a library prints must not stand between the answers
    served = Served(path, name, folder)
    print(json.dumps(served.heading()), file=answers)
    for line in sys.stdin:
        request = json.loads(line)
        answer = served.steps(request) if request.pop("count", False) else served.measure(request)
        print(json.dumps(answer), file=answers)


if __name__ == "__main__":
    _main(*sys.argv[1:])
