"""The tables: a row for each problem and point, as TSV with all columns, as Markdown with the main ones."""

from __future__ import annotations

import math
from collections.abc import Callable
from pathlib import Path

Row = dict[str, object]


def row(name: str, point: str, record: dict, found: dict) -> Row:
    """The row of a problem at a point, from what was measured there."""
    heading, cpu, ours = record["heading"], found["cpu"], found["ours"]
    matched = found["matched"]["fast"]
    fast, exact = found["theirs"][found["fast"]], found["theirs"][found["exact"]]
    return {
        "problem": name,
        "point": point,
        "states": heading["states"],
        "parameters": len(heading["nominal"]),
        "conditions": heading["conditions"],
        **{f"amici_{m}_ms": _millis(cpu, f"theirs {m}") for m in ("value", "forward", "adjoint")},
        "amici_gradient": found["fast"],
        "amici_atol": fast["atol"],
        "amici_steps": found["theirsSteps"],
        "amici_llh_error": fast["error"]["llh"],
        "amici_gradient_error": fast["error"]["gradient"],
        "amici_exact": found["exact"],
        "amici_exact_gradient_error": exact["error"]["gradient"],
        "rtol": matched,
        **{f"lamarck_{m}_ms": _millis(cpu, f"ours {m}") for m in ("value", "forward", "adjoint")},
        "lamarck_gradient": ours["method"],
        "lamarck_steps": ours["steps"],
        "lamarck_llh_error": ours["error"]["llh"],
        "lamarck_gradient_error": ours["error"]["gradient"],
        "lamarck_allocated_bytes": ours["allocatedBytes"],
        "lamarck_held_bytes": ours["heldBytes"],
        "lamarck_process_ms": ours["processMillis"],
        "ratio": _ratio(found) if matched else None,
        "auto_over_faster": _auto(cpu, ours["method"]),
        "gradient_per_value": _millis(cpu, f"ours {ours['method']}") / _millis(cpu, "ours value"),
        "rtol_exact": found["matched"]["exact"],
        "ratio_exact": _ratio_exact(found),
        "rtol_by_amici_reference": found["matched"].get("fastByTheirReference"),
        **_agreement(found["reference"]),
        **_starts(record),
    }


def _millis(cpu: dict, kind: str) -> float | None:
    return cpu[kind]["millis"] if kind in cpu else None


def _auto(cpu: dict, method: str) -> float:
    """How many times longer the method that ours chooses takes than the faster of its two."""
    return _millis(cpu, f"ours {method}") / min(_millis(cpu, f"ours {m}") for m in ("forward", "adjoint"))


def _ratio(found: dict) -> float:
    """How many times longer AMICI's faster gradient takes than the one that ours chooses."""
    return (
        found["cpu"][f"theirs {found['fast']}"]["millis"]
        / found["cpu"][f"ours {found['ours']['method']}"]["millis"]
    )


def _ratio_exact(found: dict) -> float | None:
    """The same at the tolerance at which ours is as exact as AMICI's more exact gradient."""
    if found["matched"]["exact"] is None:
        return None
    if "ours exact" not in found["cpu"]:
        return _ratio(found)
    return found["cpu"][f"theirs {found['fast']}"]["millis"] / found["cpu"]["ours exact"]["millis"]


def _agreement(reference: dict) -> Row:
    agreement = reference["agreement"] or {}
    return {
        "references_differ_llh": agreement.get("llh"),
        "references_differ_gradient": agreement.get("gradient"),
        "reference_rtol": reference["ours"]["rtol"],
        "reference_change": (reference["ours"].get("change") or {}).get("gradient"),
        "reference_methods_differ": reference["ours"].get("methodsAgree"),
        "amici_reference_change": (reference["theirs"].get("change") or {}).get("gradient"),
    }


def _starts(record: dict) -> Row:
    compiled, warm, cold = record["compile"], record.get("warm", {}), record.get("cold", {})
    matched = record.get("warmMatched", {})
    found = {
        "amici_compile_cpu_s": compiled["cpuSeconds"],
        "amici_compile_wall_s": compiled["wallSeconds"],
        "lamarck_warm_cpu_s": warm.get("firstGradientCpuMillis", math.nan) / 1e3,
        "lamarck_warm_wall_s": warm.get("firstGradientMillis", math.nan) / 1e3,
        "lamarck_matched_cpu_s": matched.get("firstGradientCpuMillis", math.nan) / 1e3,
        "lamarck_matched_wall_s": matched.get("firstGradientMillis", math.nan) / 1e3,
        "lamarck_cold_cpu_s": cold.get("cpuSeconds", math.nan),
        "lamarck_cold_wall_s": cold.get("wallSeconds", math.nan),
    }
    found["start_ratio_warm"] = compiled["cpuSeconds"] / found["lamarck_warm_cpu_s"]
    found["start_ratio_matched"] = compiled["cpuSeconds"] / found["lamarck_matched_cpu_s"]
    found["start_ratio_cold"] = compiled["cpuSeconds"] / found["lamarck_cold_cpu_s"]
    return found


def write(rows: list[Row], failures: dict[str, str], folder: Path) -> None:
    """Writes `table.tsv` and `table.md`."""
    columns = list(rows[0]) if rows else ["problem"]
    lines = ["\t".join(columns)] + ["\t".join(_cell(one[c]) for c in columns) for one in rows]
    (folder / "table.tsv").write_text("\n".join(lines) + "\n")
    (folder / "table.md").write_text(markdown(rows, failures))


def markdown(rows: list[Row], failures: dict[str, str]) -> str:
    """The main columns by point, with means, then the times to the first gradient and what failed."""
    parts = []
    for point in dict.fromkeys(one["point"] for one in rows):
        here = [one for one in rows if one["point"] == point]
        parts += [
            f"## CPU ms of a call at the {point} point",
            _table(here, GRADIENTS),
            _means(here, "ratio"),
            _means(here, "ratio_exact"),
        ]
    nominal = [one for one in rows if one["point"] == "nominal"]
    parts += ["## From file to first gradient, CPU s (wall s)", _table(nominal, STARTS)]
    ratios = ("start_ratio_warm", "start_ratio_matched", "start_ratio_cold")
    parts += [_means(nominal, ratio) for ratio in ratios]
    if failures:
        parts += [
            "## Without a comparison",
            "\n".join(f"- {name}: {reason}" for name, reason in failures.items()),
        ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _table(rows: list[Row], columns: list[tuple[str, Callable[[Row], str]]]) -> str:
    lines = ["| " + " | ".join(title for title, _ in columns) + " |", "|---" * len(columns) + "|"]
    lines += ["| " + " | ".join(cell(one) for _, cell in columns) + " |" for one in rows]
    return "\n".join(lines)


def _means(rows: list[Row], column: str) -> str:
    """Geometric mean and minimum of a column, and which problems to think of when reading them."""
    values = {str(one["problem"]): one[column] for one in rows if one[column] and math.isfinite(one[column])}
    if not values:
        return ""
    mean = math.exp(sum(map(math.log, values.values())) / len(values))
    least = min(values, key=values.get)
    text = f"{column}: geometric mean {mean:.3g}, minimum {values[least]:.3g} ({least}), of {len(values)}"
    if column.startswith("ratio"):
        text += _named("; no tolerance qualifies for", [one for one in rows if one["problem"] not in values])
        blind = [one for one in rows if one["amici_llh_error"] == 0 and one["amici_gradient_error"] == 0]
        text += _named("; every tolerance is exact to rounding for", blind)
    return text + "."


def _named(what: str, rows: list[Row]) -> str:
    return f"{what} {', '.join(str(one['problem']) for one in rows)}" if rows else ""


def _cell(value: object) -> str:
    return "" if value is None else f"{value:.6g}" if isinstance(value, float) else str(value)


def _short(value: object) -> str:
    """Three digits, or a dash."""
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return "–"
    return f"{value:.3g}" if isinstance(value, float) else str(value)


def _column(key: str) -> Callable[[Row], str]:
    return lambda one: _short(one[key])


def _pair(first: str, second: str) -> Callable[[Row], str]:
    return lambda one: f"{_short(one[first])} ({_short(one[second])})"


def _marked(program: str, method: str) -> Callable[[Row], str]:
    """A time, bold when the method is the one that counts."""

    def cell(one: Row) -> str:
        text = _short(one[f"{program}_{method}_ms"])
        atol = (
            "*"
            if program == "amici" and one["amici_atol"] != 1e-16 and one["amici_gradient"] == method
            else ""
        )
        return f"**{text}**{atol}" if one[f"{program}_gradient"] == method else text

    return cell


def _millions(key: str) -> Callable[[Row], str]:
    return lambda one: _short(one[key] / 1e6)


GRADIENTS = [
    ("problem", _column("problem")),
    ("states", _column("states")),
    ("parameters", _column("parameters")),
    ("conditions", _column("conditions")),
    ("AMICI value", _column("amici_value_ms")),
    ("forward", _marked("amici", "forward")),
    ("adjoint", _marked("amici", "adjoint")),
    ("steps", _column("amici_steps")),
    ("llh error", _column("amici_llh_error")),
    ("gradient error", _column("amici_gradient_error")),
    ("our rtol", _column("rtol")),
    ("value", _column("lamarck_value_ms")),
    ("forward", _marked("lamarck", "forward")),
    ("adjoint", _marked("lamarck", "adjoint")),
    ("steps", _column("lamarck_steps")),
    ("llh error", _column("lamarck_llh_error")),
    ("gradient error", _column("lamarck_gradient_error")),
    ("MB allocated", _millions("lamarck_allocated_bytes")),
    ("MB held", _millions("lamarck_held_bytes")),
    ("ratio", _column("ratio")),
    ("chosen / faster", _column("auto_over_faster")),
    ("as AMICI's more exact: rtol", _column("rtol_exact")),
    ("ratio", _column("ratio_exact")),
    ("references differ", _column("references_differ_gradient")),
]

STARTS = [
    ("problem", _column("problem")),
    ("AMICI import and compile", _pair("amici_compile_cpu_s", "amici_compile_wall_s")),
    ("warm process", _pair("lamarck_warm_cpu_s", "lamarck_warm_wall_s")),
    ("ratio of CPU", _column("start_ratio_warm")),
    ("as exact as AMICI", _pair("lamarck_matched_cpu_s", "lamarck_matched_wall_s")),
    ("ratio of CPU", _column("start_ratio_matched")),
    ("`lamarck evaluate`", _pair("lamarck_cold_cpu_s", "lamarck_cold_wall_s")),
    ("ratio of CPU", _column("start_ratio_cold")),
]
