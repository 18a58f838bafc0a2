"""The two ODE posteriors of posteriordb as PEtab problems, from the data that it gives."""

from __future__ import annotations

import json
from pathlib import Path

MATH = '<math xmlns="http://www.w3.org/1998/Math/MathML">'

HARES = f"""<?xml version="1.0" encoding="UTF-8"?>
<sbml xmlns="http://www.sbml.org/sbml/level3/version2/core" level="3" version="2">
<model id="hares"><listOfParameters>
<parameter id="u" constant="false"/><parameter id="v" constant="false"/>
<parameter id="u0" value="30" constant="true"/><parameter id="v0" value="4" constant="true"/>
<parameter id="alpha" value="0.5" constant="true"/><parameter id="beta" value="0.03" constant="true"/>
<parameter id="gamma" value="0.8" constant="true"/><parameter id="delta" value="0.02" constant="true"/>
</listOfParameters><listOfInitialAssignments>
<initialAssignment symbol="u">{MATH}<ci>u0</ci></math></initialAssignment>
<initialAssignment symbol="v">{MATH}<ci>v0</ci></math></initialAssignment>
</listOfInitialAssignments><listOfRules>
<rateRule variable="u">{MATH}<apply><times/><apply><minus/><ci>alpha</ci>
<apply><times/><ci>beta</ci><ci>v</ci></apply></apply><ci>u</ci></apply></math></rateRule>
<rateRule variable="v">{MATH}<apply><times/><apply><minus/><apply><times/><ci>delta</ci><ci>u</ci></apply>
<ci>gamma</ci></apply><ci>v</ci></apply></math></rateRule>
</listOfRules></model></sbml>
"""

DRUG = f"""<?xml version="1.0" encoding="UTF-8"?>
<sbml xmlns="http://www.sbml.org/sbml/level3/version2/core" level="3" version="2">
<model id="drug"><listOfParameters>
<parameter id="C" value="0" constant="false"/><parameter id="k_a" value="1" constant="true"/>
<parameter id="K_m" value="1" constant="true"/><parameter id="V_m" value="1" constant="true"/>
</listOfParameters><listOfRules><rateRule variable="C">{MATH}<apply><minus/>
<apply><times/><cn>DOSE</cn><ci>k_a</ci><apply><exp/><apply><minus/><apply><times/><ci>k_a</ci>
<csymbol encoding="text" definitionURL="http://www.sbml.org/sbml/symbols/time">t</csymbol>
</apply></apply></apply></apply>
<apply><times/><apply><divide/><ci>V_m</ci><cn>VOLUME</cn></apply><apply><divide/><ci>C</ci>
<apply><plus/><ci>K_m</ci><ci>C</ci></apply></apply></apply>
</apply></math></rateRule></listOfRules></model></sbml>
"""


def hares(data: Path, folder: Path) -> Path:
    """Lotka and Volterra's hares and lynxes: PEtab 1."""
    known = json.loads((data / "hudson_lynx_hare.json").read_text())
    folder.mkdir(parents=True, exist_ok=True)
    rows = ["observableId\tsimulationConditionId\tmeasurement\ttime"]
    for time, pair in zip([0, *known["ts"]], [known["y_init"], *known["y"]], strict=True):
        rows += [f"hare\tc\t{pair[0]}\t{time}", f"lynx\tc\t{pair[1]}\t{time}"]
    write(folder, "measurements.tsv", rows)
    write(folder, "conditions.tsv", ["conditionId", "c"])
    write(
        folder,
        "observables.tsv",
        [
            "observableId\tobservableFormula\tobservableTransformation\tnoiseFormula",
            "hare\tu\tlog\tsigma_u",
            "lynx\tv\tlog\tsigma_v",
        ],
    )
    write(
        folder,
        "parameters.tsv",
        [
            "parameterId\tparameterScale\tlowerBound\tupperBound\tnominalValue\testimate"
            "\tobjectivePriorType\tobjectivePriorParameters",
            "alpha\tlin\t0\t5\t0.55\t1\tnormal\t1;0.5",
            "beta\tlin\t0\t1\t0.028\t1\tnormal\t0.05;0.05",
            "gamma\tlin\t0\t5\t0.8\t1\tnormal\t1;0.5",
            "delta\tlin\t0\t1\t0.024\t1\tnormal\t0.05;0.05",
            "u0\tlog10\t0.1\t1000\t34\t1\tlogNormal\t2.302585092994046;1",
            "v0\tlog10\t0.1\t1000\t6\t1\tlogNormal\t2.302585092994046;1",
            "sigma_u\tlog10\t0.001\t100\t0.25\t1\tlogNormal\t-1;1",
            "sigma_v\tlog10\t0.001\t100\t0.25\t1\tlogNormal\t-1;1",
        ],
    )
    (folder / "model.xml").write_text(HARES)
    (folder / "problem.yaml").write_text(
        "format_version: 1\nparameter_file: parameters.tsv\nproblems:\n- sbml_files: [model.xml]\n"
        "  condition_files: [conditions.tsv]\n  measurement_files: [measurements.tsv]\n"
        "  observable_files: [observables.tsv]\n"
    )
    return folder / "problem.yaml"


def drug(data: Path, folder: Path) -> Path:
    """One compartment, half-Cauchy priors (of PEtab 2 alone): bounds cut Cauchy's in the middle."""
    known = json.loads((data / "one_comp_mm_elim_abs.json").read_text())
    folder.mkdir(parents=True, exist_ok=True)
    rows = ["observableId\texperimentId\tmeasurement\ttime"]
    rows += [
        f"drug\t\t{value}\t{time}" for time, value in zip(known["times"], known["C_hat"], strict=True)
    ]
    write(folder, "measurements.tsv", rows)
    write(
        folder,
        "observables.tsv",
        ["observableId\tobservableFormula\tnoiseFormula\tnoiseDistribution", "drug\tC\tsigma\tlog-normal"],
    )
    header = "parameterId\tlowerBound\tupperBound\tnominalValue\testimate\tpriorDistribution\tpriorParameters"
    bounds = {
        "k_a": "1e-4\t1e4\t0.76",
        "K_m": "1e-6\t1e6\t1.5",
        "V_m": "1e-5\t1e5\t0.9",
        "sigma": "1e-3\t1e3\t0.13",
    }
    write(
        folder,
        "parameters.tsv",
        [header, *(f"{name}\t{range_}\ttrue\tcauchy\t0;1" for name, range_ in bounds.items())],
    )
    dose = known["D"] / known["V"]
    model = DRUG.replace("DOSE", repr(dose)).replace("VOLUME", repr(float(known["V"])))
    (folder / "model.xml").write_text(model)
    (folder / "problem.yaml").write_text(
        "format_version: 2.0.0\nparameter_files: [parameters.tsv]\n"
        "model_files:\n  drug: {location: model.xml, language: sbml}\n"
        "measurement_files: [measurements.tsv]\nobservable_files: [observables.tsv]\n"
    )
    return folder / "problem.yaml"


def write(folder: Path, name: str, rows: list[str]) -> None:
    """A table."""
    (folder / name).write_text("\n".join(rows) + "\n")
