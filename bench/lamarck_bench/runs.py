"""Runs of our command from many seeds, and the CPU time of what was run."""

from __future__ import annotations

import resource


def seeds(text: str) -> range:
    """The seeds of `--seeds`."""
    first, _, last = text.partition("..")
    try:
        return range(int(first), int(last or first) + 1)
    except ValueError:
        raise SystemExit(f"error: --seeds {text} is no range; write such as 1..5") from None


def child_cpu_seconds() -> float:
    """CPU seconds, user's and system's, of all processes that were run to their end, with their threads."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime
