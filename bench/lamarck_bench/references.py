"""References by tight tolerances, computed in the run by both programs."""

from __future__ import annotations

from .amici_model import Failed
from .errors import Error
from .servers import Server

# Relative and absolute tolerances, the tightest first; the first that works is taken.
OURS = [(1e-12, 1e-18), (1e-12, 1e-16), (1e-12, 1e-14), (1e-11, 1e-14), (1e-10, 1e-13)]
THEIRS = [(1e-11, 1e-16), (1e-11, 1e-14), (1e-10, 1e-14), (1e-10, 1e-12)]

# A tight gradient that would take longer than these seconds is not checked by a second one.
AFFORDABLE = 30
TIMEOUT = 400


def ours(server: Server, point: dict) -> dict:
    """Our tight answer; how well its two methods agree, and how much ten times the tolerance changes it."""
    answer = _first(server, [{"rtol": r, "atol": a} for r, a in OURS], {"method": "auto", "point": point})
    seconds = answer["cpuMillis"][0] / 1e3
    other = "adjoint" if answer["method"] == "forward" else "forward"
    if seconds * (1 if other == "adjoint" else len(answer["gradient"]) / 10) < AFFORDABLE:
        check = server.ask(_tolerances(answer) | {"method": other, "point": point, "repeat": 0})
        answer["methodsAgree"] = Error.of(check, answer).gradient
    if seconds < AFFORDABLE:
        looser = {"rtol": 10 * answer["rtol"], "atol": 10 * answer["atol"]}
        _add_change(server, answer, looser | {"method": "auto", "point": point, "repeat": 0})
    return answer


def theirs(server: Server, point: dict, method: str) -> dict:
    """AMICI's tight answer, its quadratures as tight, with how much it changes at ten times the tolerance."""
    fixed = {"method": method, "point": point, "repeat": 0}
    if method == "forward":
        fixed["steps"] = 1_000_000  # an adjoint would take memory for all of them beforehand
    answer = _first(server, [_with_quadratures(r, a) for r, a in THEIRS], fixed)
    if answer["probeMillis"] < 1e3 * AFFORDABLE:
        looser = _with_quadratures(10 * answer["rtol"], 10 * answer["atol"])
        _add_change(server, answer, fixed | looser)
    return answer | {"method": method}


def _with_quadratures(rtol: float, atol: float) -> dict:
    return {"rtol": rtol, "atol": atol, "rtolQuadratures": rtol, "atolQuadratures": atol}


def _tolerances(answer: dict) -> dict:
    return {key: answer[key] for key in ("rtol", "atol")}


def _add_change(server: Server, answer: dict, request: dict) -> None:
    try:
        answer["change"] = Error.of(server.ask(request, TIMEOUT), answer).as_dict()
    except Failed:
        answer["change"] = None


def _first(server: Server, tolerances: list[dict], request: dict) -> dict:
    for choice in tolerances:
        try:
            return server.ask(request | choice, TIMEOUT) | choice
        except Failed as failed:
            reason = failed
    raise reason
