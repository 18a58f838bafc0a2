package org.lamarck;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.lamarck.driver.Lamarck;

/**
 * The table of contents, and the rule: a package uses only those named before it. Read the packages
 * in this order.
 */
class ArchitectureTest {
  private static final List<String> READING_ORDER =
      List.of(
          "org.lamarck.strategies.linalg",
          "org.lamarck.strategies.random",
          "org.lamarck.strategies.objective",
          "org.lamarck.strategies.local",
          "org.lamarck.strategies.chain",
          "org.lamarck.strategies.population",
          "org.lamarck.strategies.evolution",
          "org.lamarck.strategies.evolution.cma",
          "org.lamarck.strategies.evolution.differential",
          "org.lamarck.strategies.evolution.multistart",
          "org.lamarck.strategies.evolution.scatter",
          "org.lamarck.strategies.evolution.hybrid",
          "org.lamarck.strategies.profile",
          "org.lamarck.strategies.sampling",
          "org.lamarck.strategies.selection",
          "org.lamarck.strategies",
          "org.lamarck.worker.expression",
          "org.lamarck.worker.bytecode",
          "org.lamarck.worker.elementary",
          "org.lamarck.worker.array",
          "org.lamarck.worker.array.plan",
          "org.lamarck.worker.rollout",
          "org.lamarck.worker.variate",
          "org.lamarck.worker.noise",
          "org.lamarck.worker.problem",
          "org.lamarck.worker.archive",
          "org.lamarck.worker.sbml",
          "org.lamarck.worker.jsbml",
          "org.lamarck.worker.petab.table",
          "org.lamarck.worker.own",
          "org.lamarck.worker.network",
          "org.lamarck.worker.petab.reading",
          "org.lamarck.worker.petab.parameter",
          "org.lamarck.worker.petab.sciml",
          "org.lamarck.worker.loss",
          "org.lamarck.worker.intervention",
          "org.lamarck.worker.horizon",
          "org.lamarck.worker.circuit",
          "org.lamarck.worker.equations",
          "org.lamarck.worker.petab",
          "org.lamarck.worker.petab.output",
          "org.lamarck.worker.petab.select",
          "org.lamarck.worker.draft",
          "org.lamarck.worker.sparse",
          "org.lamarck.worker.system",
          "org.lamarck.worker.field",
          "org.lamarck.worker.tolerance",
          "org.lamarck.worker.direction",
          "org.lamarck.worker.memory",
          "org.lamarck.worker.method",
          "org.lamarck.worker.method.rodas5p",
          "org.lamarck.worker.method.rungekutta",
          "org.lamarck.worker.event",
          "org.lamarck.worker.integrate",
          "org.lamarck.worker.steady",
          "org.lamarck.worker.model",
          "org.lamarck.worker.stochastic",
          "org.lamarck.worker.stochastic.gradient",
          "org.lamarck.worker.sensitivity",
          "org.lamarck.worker.simulation",
          "org.lamarck.worker.lanes",
          "org.lamarck.worker.objective.segment",
          "org.lamarck.worker.objective.monotone",
          "org.lamarck.worker.objective.inner",
          "org.lamarck.worker.objective",
          "org.lamarck.worker.task",
          "org.lamarck.worker.hessian",
          "org.lamarck.worker.neuron.kernel",
          "org.lamarck.worker.neuron.mechanism",
          "org.lamarck.worker.neuron.morphology",
          "org.lamarck.worker.neuron.cable",
          "org.lamarck.worker.neuron.network",
          "org.lamarck.worker.neuron.neuroml",
          "org.lamarck.worker.neuron.simulation",
          "org.lamarck.worker.neuron.train",
          "org.lamarck.worker.neuron.file",
          "org.lamarck.worker.stochastic.fit",
          "org.lamarck.worker.cells",
          "org.lamarck.worker.cells.chemistry",
          "org.lamarck.worker.cells.control",
          "org.lamarck.worker.cells.fit",
          "org.lamarck.worker.kinds",
          "org.lamarck.driver.engine",
          "org.lamarck.driver.checkpoint",
          "org.lamarck.driver.run",
          "org.lamarck.driver.record",
          "org.lamarck.driver.report.page",
          "org.lamarck.driver.report.plot",
          "org.lamarck.driver.report.draws",
          "org.lamarck.driver.report",
          "org.lamarck.driver.zeppelin",
          "org.lamarck.driver.config",
          "org.lamarck.driver.problem",
          "org.lamarck.driver.simulate",
          "org.lamarck.driver.bench",
          "org.lamarck.driver.fit",
          "org.lamarck.driver.around",
          "org.lamarck.driver.predict",
          "org.lamarck.driver.select",
          "org.lamarck.driver",
          "org.lamarck.driver.cli.terminal",
          "org.lamarck.driver.cli");

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("org.lamarck");

  @Test
  void everyPackageStandsInTheReadingOrder() {
    Set<String> packages =
        CLASSES.stream()
            .map(JavaClass::getPackageName)
            .collect(Collectors.toCollection(TreeSet::new));
    Assertions.assertThat(READING_ORDER).containsAll(packages);
  }

  @TestFactory
  Stream<DynamicTest> packagesUseOnlyThoseBeforeThem() {
    return Stream.iterate(0, i -> i < READING_ORDER.size() - 1, i -> i + 1)
        .map(
            i ->
                DynamicTest.dynamicTest(
                    READING_ORDER.get(i),
                    () ->
                        check(
                            noClasses()
                                .that()
                                .resideInAPackage(READING_ORDER.get(i))
                                .should()
                                .dependOnClassesThat()
                                .resideInAnyPackage(
                                    READING_ORDER
                                        .subList(i + 1, READING_ORDER.size())
                                        .toArray(String[]::new)))));
  }

  @Test
  void packagesAreFreeOfCycles() {
    check(slices().matching("org.lamarck.(**)").should().beFreeOfCycles());
  }

  @Test
  void onlyTheEngineKnowsSpark() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage("org.lamarck.driver.engine")
            .and()
            .doNotBelongToAnyOf(Lamarck.class) // the doorway is handed a SparkContext
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.spark..", "scala..", "com.esotericsoftware.."));
  }

  @Test
  void onlyOnePackageKnowsJsbml() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage("org.lamarck.worker.jsbml")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.sbml.."));
  }

  @Test
  void onlyReadersOfXmlKnowTheXmlParser() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackages(
                "org.lamarck.worker.archive",
                "org.lamarck.worker.sbml",
                "org.lamarck.worker.jsbml",
                "org.lamarck.worker.neuron.neuroml")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.ctc.wstx..", "javax.xml.stream.."));
  }

  @Test
  void chanceComesFromRandomStreamsAlone() {
    check(
        noClasses()
            .should()
            .dependOnClassesThat()
            .belongToAnyOf(Random.class, SplittableRandom.class, ThreadLocalRandom.class)
            .orShould()
            .callMethod(Math.class, "random"));
  }

  /** An Optional is not serialisable: what holds one cannot be sent to workers or kept. */
  @Test
  void whatIsSentHoldsNoOptional() {
    check(
        noFields()
            .that()
            .areDeclaredInClassesThat()
            .areAssignableTo(Serializable.class)
            .and()
            .doNotHaveModifier(JavaModifier.TRANSIENT)
            .and()
            .doNotHaveModifier(JavaModifier.STATIC)
            .should()
            .haveRawType(Optional.class));
  }

  private static void check(ArchRule rule) {
    rule.allowEmptyShould(true).check(CLASSES);
  }
}
