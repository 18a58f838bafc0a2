"""One problem: both programs at one point, in turn."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from dataclasses import dataclass

from . import ladder, references
from .amici_model import Failed
from .amici_server import DEFAULT_ATOL, DEFAULT_RTOL
from .errors import Error
from .servers import Server
from .timing import Kind, interleave

# AMICI's absolute tolerance where it fails at its default.
FALLBACK_ATOL = 1e-12

# Forward sensitivities are not tried where parameters × a simulation exceeds these seconds.
FORWARD_SECONDS = 120
TIMEOUT = 400
WARM_UP = 1.5


@dataclass(frozen=True)
class Effort:
    """How much is measured: rounds, and the seconds after which no further one begins."""

    rounds: int
    seconds: float


@dataclass(frozen=True)
class Pair:
    """Both programs with one problem."""

    name: str
    ours: Server
    theirs: Server
    say: Callable[[str], None]


def compare(pair: Pair, point: dict, effort: Effort) -> dict:
    """All that is measured at a point."""
    begin = time.perf_counter()
    defaults = theirs_at_defaults(pair, point)
    gradients = {m: d for m, d in defaults.items() if m != "value" and "failure" not in d}
    if not gradients:
        raise Failed("AMICI: no gradient, neither forward nor adjoint")
    fast = min(gradients, key=lambda m: gradients[m]["cpuMillis"][0])
    pair.say(f"{pair.name}: references")
    result = {"point": point, "theirs": defaults, "fast": fast}
    result |= _references(pair, point, _tight_method(gradients, fast))
    _add_errors(result, gradients)
    pair.say(f"{pair.name}: our tolerances")
    _match(pair, point, result)
    pair.say(f"{pair.name}: CPU times")
    _time(pair, point, effort, result)
    result["wallSeconds"] = time.perf_counter() - begin
    return result


def theirs_at_defaults(pair: Pair, point: dict) -> dict[str, dict]:
    """AMICI's answers by method at its default tolerances; those with a `failure` have no other key."""
    answers = {"value": _theirs(pair, point, "value")}
    if "failure" in answers["value"]:
        raise Failed(answers["value"]["failure"])
    work = answers["value"]["probeMillis"] / 1e3 * len(pair.ours.start()["nominal"])
    answers["adjoint"] = _theirs(pair, point, "adjoint")
    if work > FORWARD_SECONDS:
        answers["forward"] = {"failure": f"not tried: {work:.0f} s of simulations × parameters"}
    else:
        answers["forward"] = _theirs(pair, point, "forward")
    return answers


def _theirs(pair: Pair, point: dict, method: str) -> dict:
    reason = ""
    for atol in (DEFAULT_ATOL, FALLBACK_ATOL):
        request = {"method": method, "point": point, "rtol": DEFAULT_RTOL, "atol": atol, "repeat": 1}
        try:
            answer = pair.theirs.ask(request | {"seconds": 0}, TIMEOUT)
        except Failed as failed:
            reason = reason or str(failed)
            continue
        return answer | {"rtol": DEFAULT_RTOL, "atol": atol, "failureAtDefault": reason}
    return {"failure": reason}


def _tight_method(gradients: dict, fast: str) -> str:
    """Forward sensitivities have no quadratures to go wrong; adjoint where they cost much more."""
    if "forward" in gradients:
        forward, best = (gradients[m]["cpuMillis"][0] for m in ("forward", fast))
        if forward < 5 * best or forward < 2e3:
            return "forward"
    return fast


def _references(pair: Pair, point: dict, method: str) -> dict:
    ours = references.ours(pair.ours, point)
    try:
        theirs = references.theirs(pair.theirs, point, method)
        agreement = Error.of(theirs, ours).as_dict()
    except Failed as failed:
        theirs, agreement = {"failure": str(failed)}, None
    return {"reference": {"ours": ours, "theirs": theirs, "agreement": agreement}}


def _add_errors(result: dict, gradients: dict) -> None:
    reference = result["reference"]
    for answer in gradients.values():
        answer["error"] = Error.of(answer, reference["ours"]).as_dict()
        if "llh" in reference["theirs"]:
            answer["errorByTheirs"] = Error.of(answer, reference["theirs"]).as_dict()
    value = result["theirs"]["value"]
    value["error"] = {"llh": Error.of(value, reference["ours"]).llh, "gradient": None}
    result["exact"] = min(gradients, key=lambda m: gradients[m]["error"]["gradient"])


def _match(pair: Pair, point: dict, result: dict) -> None:
    """Chooses our tolerances: as exact as AMICI's faster gradient, and as its more exact one."""
    theirs, reference = result["theirs"], result["reference"]
    limits = {name: Error(**theirs[result[name]]["error"]) for name in ("fast", "exact")}
    rungs = ladder.climb(pair.ours, point, reference["ours"], list(limits.values()))
    result["matched"] = {name: ladder.loosest(rungs, limit) for name, limit in limits.items()}
    if "llh" in reference["theirs"]:
        limit = Error(**theirs[result["fast"]]["errorByTheirs"])
        judged = [_judged(rung, reference["theirs"]) for rung in rungs]
        result["matched"]["fastByTheirReference"] = ladder.loosest(judged, limit)
    result["ladder"] = [{k: v for k, v in rung.items() if k != "answer"} for rung in rungs]


def _judged(rung: dict, reference: dict) -> dict:
    """The same rung with its error against another reference."""
    return rung if rung["error"] is None else rung | {"error": Error.of(rung["answer"], reference).as_dict()}


def _time(pair: Pair, point: dict, effort: Effort, result: dict) -> None:
    rtol = result["matched"]["fast"] or ladder.RTOLS[0]
    exact = result["matched"]["exact"] or ladder.RTOLS[0]
    kinds, ours = [], {}
    for method in ("value", "forward", "adjoint"):
        answer = result["theirs"][method]
        if "failure" not in answer:
            request = {"method": method, "point": point, "rtol": answer["rtol"], "atol": answer["atol"]}
            kinds.append(Kind(f"theirs {method}", pair.theirs, request, answer["cpuMillis"][0]))
        ours[method] = _warm(pair, point, method, rtol)
        kinds.append(Kind(f"ours {method}", pair.ours, *ours[method]))
    if exact != rtol:
        kinds.append(Kind("ours exact", pair.ours, *_warm(pair, point, "auto", exact)))
    interleave(kinds, effort.rounds, effort.seconds)
    result["cpu"] = {kind.name: kind.result() for kind in kinds}
    _describe(pair, point, rtol, kinds, result)


def _warm(pair: Pair, point: dict, method: str, rtol: float) -> tuple[dict, float]:
    """A request of ours, after its warm-up, and what one call of it took then."""
    request = {"method": method, "point": point, "rtol": rtol, "atol": ladder.atol(rtol)}
    answer = pair.ours.ask(request | {"warmUp": WARM_UP, "repeat": 1})
    return request, answer["cpuMillis"][0]


def _describe(pair: Pair, point: dict, rtol: float, kinds: list[Kind], result: dict) -> None:
    """Adds our method, steps and memory, our error at the tolerance, and AMICI's steps."""
    request = {"point": point, "rtol": rtol, "atol": ladder.atol(rtol), "repeat": 0, "held": True}
    auto = pair.ours.ask(request)
    last = next(kind.last for kind in kinds if kind.name == f"ours {auto['method']}")
    request = {
        "method": result["fast"],
        "point": point,
        "count": True,
        "atol": result["theirs"][result["fast"]]["atol"],
    }
    result["ours"] = {
        "method": auto["method"],
        "steps": auto["steps"],
        "error": Error.of(auto, result["reference"]["ours"]).as_dict(),
        "allocatedBytes": last.get("allocatedBytes", math.nan),
        "processMillis": last.get("processMillis", math.nan),
        "heldBytes": auto["heldBytes"],
    }
    result["theirsSteps"] = pair.theirs.ask(request, TIMEOUT)["steps"]
