package org.lamarck.worker.sbml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;
import static org.lamarck.worker.sbml.Sbml.assignmentRule;
import static org.lamarck.worker.sbml.Sbml.parameter;
import static org.lamarck.worker.sbml.Sbml.parameters;
import static org.lamarck.worker.sbml.Sbml.rules;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lamarck.worker.problem.Finding;
import org.lamarck.worker.problem.InputException;

class FormulaReaderTest {
  /** What a formula gives; {@code x} is 2.5 and {@code n} is −7. */
  private static double value(String math) throws InputException {
    return Sbml.model(
            parameters(parameter("x", 2.5), parameter("n", -7), parameter("y", 0)),
            rules(assignmentRule("y", math)))
        .start("y");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          <cn>1.5</cn>                                                  | 1.5
          <cn> -2 </cn>                                                 | -2
          <cn type='integer'>3</cn>                                     | 3
          <cn type='integer'>10000000000</cn>                           | 1e10
          <cn type='rational'>1<sep/>4</cn>                             | 0.25
          <cn type='e-notation'>1.7<sep/>-3</cn>                        | 0.0017
          <cn type='e-notation'>6.02214179<sep/>23</cn>                 | 6.02214179e23
          <pi/>                                                         | 3.141592653589793
          <exponentiale/>                                               | 2.718281828459045
          <true/>                                                       | 1
          <false/>                                                      | 0
          <infinity/>                                                   | Infinity
          <notanumber/>                                                 | NaN
          <apply><plus/></apply>                                        | 0
          <apply><times/></apply>                                       | 1
          <apply><plus/><ci>x</ci></apply>                              | 2.5
          <apply><plus/><ci>x</ci><cn>1</cn><cn>2</cn></apply>          | 5.5
          <apply><minus/><ci>x</ci></apply>                             | -2.5
          <apply><minus/><ci>x</ci><cn>1</cn></apply>                   | 1.5
          <apply><apply><times/><ci>x</ci><cn>2</cn></apply></apply>    | 5
          <apply><divide/><ci>x</ci><cn>2</cn></apply>                  | 1.25
          <apply><power/><ci>x</ci><cn>2</cn></apply>                   | 6.25
          <apply><root/><cn>9</cn></apply>                              | 3
          <apply><root/><degree><cn>3</cn></degree><cn>27</cn></apply>  | 3
          <apply><log/><cn>1000</cn></apply>                            | 3
          <apply><log/><logbase><cn>2</cn></logbase><cn>8</cn></apply>  | 3
          <apply><log/><logbase><cn>5</cn></logbase><cn>25</cn></apply> | 2
          <apply><ln/><exponentiale/></apply>                           | 1
          <apply><exp/><cn>0</cn></apply>                               | 1
          <apply><abs/><ci>n</ci></apply>                               | 7
          <apply><floor/><ci>x</ci></apply>                             | 2
          <apply><ceiling/><ci>x</ci></apply>                           | 3
          <apply><factorial/><cn>5</cn></apply>                         | 120
          <apply><quotient/><ci>n</ci><cn>2</cn></apply>                | -3
          <apply><rem/><ci>n</ci><cn>2</cn></apply>                     | -1
          <apply><min/><ci>x</ci><cn>1</cn><cn>3</cn></apply>           | 1
          <apply><max/><ci>x</ci><cn>1</cn><cn>3</cn></apply>           | 3
          <apply><lt/><cn>1</cn><ci>x</ci><cn>3</cn></apply>            | 1
          <apply><lt/><cn>1</cn><ci>x</ci><cn>2</cn></apply>            | 0
          <apply><neq/><ci>x</ci><cn>2</cn></apply>                     | 1
          <apply><and/></apply>                                         | 1
          <apply><or/></apply>                                          | 0
          <apply><and/><ci>x</ci></apply>                               | 1
          <apply><xor/><true/><true/><true/></apply>                    | 1
          <apply><implies/><true/><false/></apply>                      | 0
          <apply><not/><ci>x</ci></apply>                               | 0
          <apply><arcsinh/><cn>0</cn></apply>                           | 0
          <apply><sec/><cn>0</cn></apply>                               | 1
          <piecewise><piece><cn>1</cn><apply><gt/><ci>x</ci><cn>2</cn></apply></piece><otherwise><cn>2</cn></otherwise></piecewise> | 1
          <piecewise><piece><cn>1</cn><apply><lt/><ci>x</ci><cn>2</cn></apply></piece></piecewise> | NaN
          <piecewise><otherwise><ci>x</ci></otherwise></piecewise>      | 2.5
          <semantics><ci>x</ci><annotation-xml><p/></annotation-xml></semantics> | 2.5
          <csymbol encoding='text' definitionURL='http://www.sbml.org/sbml/symbols/time'>t</csymbol> | 0
          <csymbol encoding='text' definitionURL='http://www.sbml.org/sbml/symbols/avogadro'>N</csymbol> | 6.02214179e23
          """)
  void readsMathML(String math, double expected) throws InputException {
    // logarithms of other bases and odd roots round once more
    if (Double.isFinite(expected)) {
      assertThat(value(math)).isEqualTo(expected, within(1e-15 * Math.abs(expected)));
    } else {
      assertThat(value(math)).isEqualTo(Double.valueOf(expected));
    }
  }

  @Test
  void sumsOfAHundredThousandTermsAreRead() throws InputException {
    String sum = "<apply><plus/>" + "<ci>x</ci>".repeat(100_000) + "</apply>";
    assertThat(value(sum)).isEqualTo(250_000);
  }

  private static String levelOne(String formula) {
    return """
        <sbml xmlns="http://www.sbml.org/sbml/level1" level="1" version="2"><model name="m">
        <listOfParameters><parameter name="x" value="2.5"/><parameter name="y" value="0"/>
        </listOfParameters>
        <listOfRules><parameterRule name="y" formula="%s"/></listOfRules></model></sbml>
        """
        .formatted(formula);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          sqr(x)               | 6.25
          sqrt(x * 2 + 4)      | 3
          pow(x, 2)            | 6.25
          x^2 - 1              | 5.25
          log(exp(2))          | 2
          log10(1000)          | 3
          ceil(x) + floor(x)   | 5
          acos(cos(1))         | 1
          abs(-x)              | 2.5
          1e-3 * .5            | 0.0005
          """)
  void readsFormulasOfLevelOne(String formula, double expected) throws InputException {
    assertThat(Sbml.of(levelOne(formula)).start("y")).isEqualTo(expected, within(1e-15));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          x * (2 + | column 9 of the formula: the formula ends too early
          x ? 2    | column 3 of the formula: the formula has a '?'
          2 x      | column 3 of the formula: 'x' does not belong here
          sqr(x, 2) | column 1 of the formula: there is no function sqr
          true     | the formula uses true, which nothing here is called
          z + 1    | the formula uses z, which nothing here is called
          """)
  void faultsInFormulasOfLevelOneAreLocated(String formula, String what) {
    List<Finding> findings =
        catchThrowableOfType(InputException.class, () -> Sbml.read(levelOne(formula))).findings();
    assertThat(findings).hasSize(1);
    assertThat(findings.get(0).row()).isEqualTo(4);
    assertThat(findings.get(0).what()).isEqualTo(what);
  }
}
