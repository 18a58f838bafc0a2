"""How far a value and a gradient are from a reference."""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass

import numpy as np

# Differences that rounding explains count as none: of the value, and of the gradient's largest entry.
ROUNDING = 1e-12


@dataclass(frozen=True)
class Error:
    """Of a log-likelihood, absolute; of a gradient, max |g − r| / max |r| over all parameters."""

    llh: float
    gradient: float

    @staticmethod
    def of(answer: dict, reference: dict) -> Error:
        """The distance of an answer from a reference; a method without gradient has NaN there."""
        size = max(1.0, abs(reference["llh"]))
        llh = _beyond_rounding(abs(answer["llh"] - reference["llh"]), size)
        if "gradient" not in answer:
            return Error(llh, math.nan)
        parameters = list(reference["gradient"])
        g, r = (np.array([one["gradient"][p] for p in parameters], float) for one in (answer, reference))
        largest = float(np.max(np.abs(r))) if r.size else 0.0
        difference = float(np.max(np.abs(g - r))) if r.size else 0.0
        if largest == 0:
            return Error(llh, 0.0 if difference == 0 else math.inf)
        return Error(llh, _beyond_rounding(difference / largest, 1.0))

    def is_at_most(self, other: Error) -> bool:
        """Whether value and gradient are both no worse."""
        return self.llh <= other.llh and self.gradient <= other.gradient

    def as_dict(self) -> dict:
        return asdict(self)


def _beyond_rounding(difference: float, size: float) -> float:
    return 0.0 if difference <= ROUNDING * size else difference
