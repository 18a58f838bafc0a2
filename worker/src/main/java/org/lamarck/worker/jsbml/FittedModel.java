package org.lamarck.worker.jsbml;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lamarck.worker.expression.Expression;
import org.lamarck.worker.expression.Operator;
import org.lamarck.worker.problem.Event;
import org.lamarck.worker.problem.Finding;
import org.lamarck.worker.problem.InputException;
import org.lamarck.worker.problem.OdeModel;
import org.lamarck.worker.problem.Quantity;
import org.lamarck.worker.sbml.SbmlReader;
import org.sbml.jsbml.AssignmentRule;
import org.sbml.jsbml.Compartment;
import org.sbml.jsbml.InitialAssignment;
import org.sbml.jsbml.Model;
import org.sbml.jsbml.Parameter;
import org.sbml.jsbml.SBMLDocument;
import org.sbml.jsbml.SBase;
import org.sbml.jsbml.Species;

/**
 * A model as SBML with other values, written through JSBML and read again: what JSBML would change
 * beside them is not written.
 */
public final class FittedModel {
  private final Path file;

  private FittedModel(Path file) {
    this.file = file;
  }

  /**
   * The text of a model file with other initial values.
   *
   * @param file the model, of any level
   * @param values by id, of parameters, compartments (their size) and species (concentration, or
   *     amount for one that is its amount); an initial assignment to one of them goes
   * @throws InputException when the file has errors, has no such id, gives one by a rule, or when
   *     JSBML would change what the model means
   */
  public static String text(Path file, Map<String, Double> values) throws InputException {
    return new FittedModel(file).with(values);
  }

  private String with(Map<String, Double> values) throws InputException {
    OdeModel own = SbmlReader.read(file);
    SBMLDocument document = Jsbml.read(file.toFile());
    if (!isSame(own, Jsbml.write(file.toString(), document))) {
      throw wrong(
          "JSBML would write another model than it read",
          "take the values from estimates.tsv, or simplify its formulas");
    }
    List<Finding> refused = new ArrayList<>();
    values.forEach((id, value) -> set(document.getModel(), id, value).ifPresent(refused::add));
    if (!refused.isEmpty()) {
      throw new InputException(refused);
    }
    String text = Jsbml.write(file.toString(), document);
    OdeModel changed = again(text);
    for (Map.Entry<String, Double> value : values.entrySet()) {
      if (!begins(changed, value.getKey(), value.getValue())) {
        throw wrong(
            "JSBML does not write %s = %s as it is".formatted(value.getKey(), value.getValue()),
            "take the values from estimates.tsv, or give the model in Level 3");
      }
    }
    return text;
  }

  private boolean isSame(OdeModel own, String text) {
    try {
      return Arrays.equals(bytes(own), bytes(again(text)));
    } catch (InputException e) {
      return false; // it lost what the reader needs
    }
  }

  private OdeModel again(String text) throws InputException {
    return SbmlReader.read(file.toString(), text.getBytes(UTF_8), file);
  }

  private InputException wrong(String what, String remedy) {
    return new InputException(Finding.error(file.toString(), 0, 0, what, remedy));
  }

  /** Sets a value; what is in the way when it cannot be. */
  private Optional<Finding> set(Model model, String id, double value) {
    SBase element = model.findNamedSBase(id);
    if (model.getRuleByVariable(id) instanceof AssignmentRule) {
      return refusal(id + " follows a rule and has no value of its own");
    }
    if (element instanceof Parameter parameter) {
      parameter.setValue(value);
    } else if (element instanceof Compartment compartment) {
      compartment.setSize(value);
    } else if (element instanceof Species species) {
      if (isAmount(species)) {
        species.setInitialAmount(value);
      } else if (model.getLevel() == 1) {
        return refusal("Level 1 gives " + id + " an amount, not a concentration");
      } else {
        species.setInitialConcentration(value);
      }
    } else {
      return refusal("the model has no parameter, compartment or species " + id);
    }
    InitialAssignment assignment = model.getInitialAssignmentBySymbol(id);
    if (assignment != null) {
      assignment.removeFromParent();
    }
    return Optional.empty();
  }

  private static boolean isAmount(Species species) {
    Compartment compartment = species.getCompartmentInstance();
    return species.getHasOnlySubstanceUnits()
        || (compartment != null && compartment.getSpatialDimensions() == 0);
  }

  private Optional<Finding> refusal(String what) {
    return Optional.of(
        Finding.error(file.toString(), 0, 0, what, "take the values from estimates.tsv"));
  }

  private static boolean begins(OdeModel model, String id, double value) {
    Optional<Quantity> quantity = model.quantity(id);
    if (quantity.isEmpty()) {
      return false;
    }
    if (quantity.get().isAssigned()) {
      return true; // a concentration that the model computes from its amount
    }
    Expression initial = quantity.get().initial();
    return initial.operator() == Operator.CONSTANT && initial.value() == value;
  }

  /** All of a model but the names of events that have none and go by their line. */
  static byte[] bytes(OdeModel model) {
    List<Event> events = new ArrayList<>();
    for (Event event : model.events()) {
      events.add(event.id().startsWith("in line ") ? event.withId("") : event);
    }
    OdeModel named =
        new OdeModel(
            model.id(), model.pool(), model.quantities(), events, model.species(), model.outputs());
    ByteArrayOutputStream buffer = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(buffer)) {
      out.writeObject(named);
    } catch (IOException e) {
      throw new UncheckedIOException("a model in memory could not be written", e);
    }
    return buffer.toByteArray();
  }
}
