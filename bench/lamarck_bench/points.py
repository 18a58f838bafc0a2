"""Where a problem is evaluated: at its nominal point, and a little beside it."""

from __future__ import annotations

import math
import zlib

import numpy as np

# How far each estimated parameter moves at most: 0.05 of a decade, or 5 % of a linear one.
STEP = 0.05


def perturbed(name: str, heading: dict, seed: int, size: float = 1.0) -> dict[str, float]:
    """Coordinates on the parameters' scales, uniform around the nominal ones, within the bounds.

    Nominal points are optima, where a gradient is a small difference of large terms; here it is not.
    The same seed and name give the same point; `size` scales all its moves.
    """
    random = np.random.default_rng([seed, zlib.crc32(name.encode())])
    point = {}
    for parameter, nominal in heading["nominal"].items():
        move = size * STEP * random.uniform(-1, 1) * _unit(heading["scale"][parameter], nominal)
        lower, upper = heading["bounds"][parameter]
        point[parameter] = float(min(max(nominal + move, lower), upper))
    return point


def _unit(scale: str, nominal: float) -> float:
    """What one decade, or the whole of a linear parameter, is on the parameter's scale."""
    return {"log10": 1.0, "log": math.log(10)}.get(scale, abs(nominal) or 1.0)
