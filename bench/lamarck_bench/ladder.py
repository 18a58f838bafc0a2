"""Which of our tolerances is as exact as the other program."""

from __future__ import annotations

from collections.abc import Iterator

from .amici_model import Failed
from .errors import Error
from .servers import Server

# From tight to loose, two in a decade, as one would write them.
RTOLS = [1e-10, 3e-10, 1e-9, 3e-9, 1e-8, 3e-8, 1e-7, 3e-7, 1e-6, 3e-6, 1e-5, 3e-5, 1e-4, 3e-4, 1e-3]

# The absolute tolerance: of the relative one, as by default (1e-8 and 1e-12).
ATOL_RATIO = 1e-4

# Above these seconds of a gradient only whole decades are tried, and none below 1e-8.
SLOW = 3.0


def atol(rtol: float) -> float:
    """The absolute tolerance that goes with a relative one."""
    return float(f"{rtol * ATOL_RATIO:.3g}")


def climb(server: Server, point: dict, reference: dict, limits: list[Error]) -> list[dict]:
    """Our errors by tolerance, from tight to loose, up to the first that exceeds every limit."""
    rungs = []
    for rtol in _rtols(server, point):
        rung = measure(server, point, reference, rtol)
        rungs.append(rung)
        if rung["error"] is None or not any(Error(**rung["error"]).is_at_most(limit) for limit in limits):
            break
    return rungs


def loosest(rungs: list[dict], limit: Error) -> float | None:
    """The loosest relative tolerance that is within a limit and has none tighter that is not."""
    chosen = None
    for rung in rungs:
        if rung["error"] is None or not Error(**rung["error"]).is_at_most(limit):
            break
        chosen = rung["rtol"]
    return chosen


def measure(server: Server, point: dict, reference: dict, rtol: float) -> dict:
    """Our error, steps and one CPU time at a tolerance; the error is None when the simulation failed."""
    request = {"method": "auto", "rtol": rtol, "atol": atol(rtol), "point": point}
    rung = {"rtol": rtol, "atol": atol(rtol), "error": None}
    try:
        answer = server.ask(request)
    except Failed as failed:
        return rung | {"failure": str(failed)}
    error = Error.of(answer, reference).as_dict()
    return rung | {
        "error": error,
        "steps": answer["steps"],
        "cpuMillis": answer["cpuMillis"][0],
        "answer": answer,
    }


def _rtols(server: Server, point: dict) -> Iterator[float]:
    probe = server.ask({"method": "auto", "rtol": 1e-8, "atol": atol(1e-8), "point": point})
    slow = probe["cpuMillis"][0] > 1e3 * SLOW
    for rtol in RTOLS:
        if not slow or (rtol >= 1e-8 and f"{rtol:.0e}".startswith("1")):
            yield rtol
