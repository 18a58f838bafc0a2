package org.lamarck.worker.sbml;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Rewrites references to ids in a tree of elements: in attributes by another id, in formulas by an
 * id or a whole formula. Local parameters and arguments of functions shadow ids.
 */
final class Renaming {
  private static final Set<String> REFERENCES =
      Set.of("compartment", "species", "conversionFactor", "symbol", "variable");

  private final Function<String, @Nullable String> ids;
  private final Function<String, @Nullable XmlElement> formulas;

  /**
   * A renaming.
   *
   * @param ids the id in the place of another; null where it stays
   * @param formulas what stands in formulas in the place of an id; null for the element of {@code
   *     ids}
   */
  Renaming(
      Function<String, @Nullable String> ids, Function<String, @Nullable XmlElement> formulas) {
    this.ids = ids;
    this.formulas = formulas;
  }

  /** Ids by ids. */
  static Renaming of(Function<String, @Nullable String> ids) {
    return new Renaming(ids, id -> null);
  }

  /** One id by another, in formulas by a formula. */
  static Renaming of(String id, String other, XmlElement formula) {
    return new Renaming(
        name -> name.equals(id) ? other : null, name -> name.equals(id) ? formula : null);
  }

  /** Rewrites all references in a tree. */
  void apply(XmlElement tree) {
    apply(tree, new HashSet<>());
  }

  private void apply(XmlElement element, Set<String> shadowed) {
    Set<String> hidden = shadowed;
    if (element.name().equals("kineticLaw")) {
      hidden = new HashSet<>();
      for (XmlElement local : element.items("listOfLocalParameters")) {
        local.attribute("id").ifPresent(hidden::add);
      }
    } else if (element.name().equals("lambda")) {
      hidden = new HashSet<>(shadowed);
      for (XmlElement argument : element.children()) {
        if (argument.name().equals("bvar")) {
          argument.child("ci").map(XmlElement::text).ifPresent(hidden::add);
        }
      }
    }
    if (element.space() == XmlElement.Space.CORE) {
      for (Map.Entry<String, String> attribute : Map.copyOf(element.attributes()).entrySet()) {
        String other =
            REFERENCES.contains(attribute.getKey()) ? ids.apply(attribute.getValue()) : null;
        if (other != null) {
          element.set(attribute.getKey(), other);
        }
      }
    }
    List<XmlElement> children = element.children();
    for (int i = 0; i < children.size(); i++) {
      XmlElement child = children.get(i);
      if (child.name().equals("ci") && child.space() == XmlElement.Space.MATH) {
        if (!hidden.contains(child.text())) {
          children.set(i, renamed(child));
        }
      } else {
        apply(child, hidden);
      }
    }
  }

  private XmlElement renamed(XmlElement ci) {
    XmlElement formula = formulas.apply(ci.text());
    if (formula != null) {
      return formula.copy();
    }
    String other = ids.apply(ci.text());
    return other == null ? ci : ci.withText(other);
  }

  /** Sets the ids of the elements themselves, without those of local parameters and arguments. */
  static Map<String, String> prefix(XmlElement model, String prefix) {
    Map<String, String> renamed = new HashMap<>();
    prefix(model, prefix, renamed);
    of(renamed::get).apply(model);
    return renamed;
  }

  private static void prefix(XmlElement element, String prefix, Map<String, String> renamed) {
    for (XmlElement child : element.children()) {
      if (child.space() == XmlElement.Space.MATH || child.name().equals("listOfLocalParameters")) {
        continue;
      }
      child
          .attribute("id")
          .ifPresent(
              id -> {
                renamed.put(id, prefix + id);
                child.set("id", prefix + id);
              });
      prefix(child, prefix, renamed);
    }
  }
}
