"""Birth and death in balance at 10,000 molecules by libRoadRunner's Gillespie: reactions a second on one core.

The same model as worker/src/jmh/.../BirthDeathBenchmark: 20,000 reactions are expected in a unit of time.
"""

import time

import roadrunner

MODEL = """<sbml xmlns="http://www.sbml.org/sbml/level3/version1/core" level="3" version="1">
<model id="m"><listOfCompartments><compartment id="V" size="1" spatialDimensions="3" constant="true"/></listOfCompartments>
<listOfSpecies><species id="X" compartment="V" initialAmount="10000" hasOnlySubstanceUnits="true" boundaryCondition="false"
 constant="false"/></listOfSpecies>
<listOfParameters><parameter id="k" value="10000" constant="true"/><parameter id="g" value="1" constant="true"/></listOfParameters>
<listOfReactions>
<reaction id="birth" reversible="false" fast="false"><listOfProducts><speciesReference species="X" stoichiometry="1"
 constant="true"/></listOfProducts><kineticLaw><math xmlns="http://www.w3.org/1998/Math/MathML"><ci>k</ci></math></kineticLaw></reaction>
<reaction id="death" reversible="false" fast="false"><listOfReactants><speciesReference species="X" stoichiometry="1"
 constant="true"/></listOfReactants><kineticLaw><math xmlns="http://www.w3.org/1998/Math/MathML"><apply><times/><ci>g</ci><ci>X</ci>
</apply></math></kineticLaw></reaction>
</listOfReactions></model></sbml>"""

END, RUNS = 10, 10


def main():
    model = roadrunner.RoadRunner(MODEL)
    model.setIntegrator("gillespie")
    model.integrator.variable_step_size = False
    model.integrator.seed = 1
    rates = []
    for run in range(RUNS + 2):
        model.reset()
        begin = time.process_time()
        model.simulate(0, END, 2)
        if run >= 2:  # the first ones compile
            rates.append(2e4 * END / (time.process_time() - begin))
    rates.sort()
    print(f"libRoadRunner {roadrunner.__version__}: {rates[len(rates) // 2]:.3g} reactions a second (median of {RUNS})")


if __name__ == "__main__":
    main()
