"""Work-precision diagrams: the gradient's error against CPU time over tolerances."""

from __future__ import annotations

import time
from pathlib import Path

from .amici_model import Failed
from .comparison import Pair
from .errors import Error
from .ladder import atol

DECADES = [1e-3, 1e-4, 1e-5, 1e-6, 1e-7, 1e-8, 1e-9, 1e-10, 1e-11]

# AMICI's ratio of tolerances at its defaults, and that of its quadratures.
THEIR_ATOL_RATIO = 1e-8
THEIR_QUADRATURE_RATIO = 1e-4

# A curve ends with the point after which it took so many seconds.
CURVE_SECONDS = 12

STYLES = {
    "ours forward": ("Lamarck, forward", "tab:blue", "o-"),
    "ours adjoint": ("Lamarck, adjoint", "tab:blue", "s--"),
    "theirs forward": ("AMICI, forward", "tab:orange", "o-"),
    "theirs adjoint": ("AMICI, adjoint", "tab:orange", "s--"),
}


def curves(pair: Pair, point: dict, reference: dict) -> dict[str, list[dict]]:
    """By program and method, points with keys `rtol`, `millis`, `error` of the gradient."""
    pair.say(f"{pair.name}: work-precision diagram")
    found = {}
    for method in ("forward", "adjoint"):
        found[f"ours {method}"] = _curve(pair.ours, method, point, reference, _ours)
        found[f"theirs {method}"] = _curve(pair.theirs, method, point, reference, _theirs)
    return found


def _ours(rtol: float) -> dict:
    return {"rtol": rtol, "atol": atol(rtol), "warmUp": 0.3}


def _theirs(rtol: float) -> dict:
    """Quadratures follow the tolerance, else adjoint gradients would stay at 1e-8."""
    quadratures = {"rtolQuadratures": rtol, "atolQuadratures": rtol * THEIR_QUADRATURE_RATIO}
    return {"rtol": rtol, "atol": rtol * THEIR_ATOL_RATIO} | quadratures


def _curve(server, method: str, point: dict, reference: dict, tolerances) -> list[dict]:
    found, begin = [], time.perf_counter()
    for rtol in DECADES:
        request = tolerances(rtol) | {"method": method, "point": point, "repeat": 5, "seconds": 0.3}
        try:
            answer = server.ask(request, 60)
        except Failed:
            continue  # a gap in the curve
        millis = sorted(answer["cpuMillis"])[len(answer["cpuMillis"]) // 2]
        found.append({"rtol": rtol, "millis": millis, "error": Error.of(answer, reference).gradient})
        if time.perf_counter() - begin > CURVE_SECONDS:
            break
    return found


def draw(name: str, found: dict[str, list[dict]], floor: float, file: Path) -> None:
    """Writes an SVG; rings mark the relative tolerance 1e-8.

    `floor` is how far the two programs' tight gradients are apart: below, an error is not known.
    """
    import matplotlib

    matplotlib.use("svg")
    matplotlib.rcParams["svg.hashsalt"] = name
    import matplotlib.pyplot as plt

    figure, axes = plt.subplots(figsize=(5.6, 4.8), layout="constrained")
    for key, points in found.items():
        label, colour, style = STYLES[key]
        seen = [p for p in points if p["error"] > 0]
        if not seen:
            continue  # failed, or exact to rounding at every tolerance
        axes.loglog(
            [p["millis"] for p in seen], [p["error"] for p in seen], style, color=colour, label=label, ms=4
        )
        for p in seen:
            if p["rtol"] == 1e-8:
                axes.plot(p["millis"], p["error"], "o", color=colour, mfc="none", ms=10)
    _shade(axes, floor)
    axes.set(xlabel="CPU time of a gradient, ms", ylabel="gradient error / largest entry", title=name)
    axes.grid(True, which="major", lw=0.3)
    figure.legend(loc="outside lower center", ncols=2, fontsize="small", frameon=False)
    figure.savefig(file, metadata={"Date": None})
    plt.close(figure)


def _shade(axes, floor: float) -> None:
    """Greys what is below the floor, as far as the curves go there."""
    bottom, top = axes.get_ylim()
    if floor > bottom:
        axes.axhspan(bottom, floor, color="0.9", zorder=0, label="below the references' difference")
        axes.set_ylim(bottom, top)
