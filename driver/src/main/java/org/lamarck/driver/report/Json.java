package org.lamarck.driver.report;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * JSON from maps, lists, texts, numbers and booleans; a number that is absent is null. The same
 * value gives the same text; doubles read back to the same double, and what JSON has no number for
 * becomes {@code "Infinity"}, {@code "-Infinity"} or {@code "NaN"} in quotes.
 */
public final class Json {
  private final StringBuilder text = new StringBuilder();

  private Json() {}

  /** An indented object with a final newline. */
  public static String write(Map<String, ?> object) {
    Json json = new Json();
    json.value(object, "\n");
    return json.text.append('\n').toString();
  }

  /** An object in one line, with a final newline. */
  public static String line(Map<String, ?> object) {
    Json json = new Json();
    json.value(object, "");
    return json.text.append('\n').toString();
  }

  private void value(Object value, String newline) {
    if (value instanceof Map<?, ?> map) {
      object(map, newline);
    } else if (value instanceof List<?> list) {
      array(list, newline);
    } else if (value instanceof Double number) {
      number(number);
    } else if (value instanceof OptionalDouble number) {
      number.ifPresentOrElse(this::number, () -> text.append("null"));
    } else if (value instanceof Long || value instanceof Integer || value instanceof Boolean) {
      text.append(value);
    } else if (value instanceof String string) {
      string(string);
    } else {
      throw new IllegalArgumentException("JSON has no form for " + value.getClass());
    }
  }

  private void object(Map<?, ?> map, String newline) {
    if (map.isEmpty()) {
      text.append("{}");
      return;
    }
    String inner = indented(newline);
    String separator = "{";
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      text.append(separator).append(inner);
      string((String) entry.getKey());
      text.append(": ");
      value(entry.getValue(), inner);
      separator = ",";
    }
    text.append(newline).append('}');
  }

  private void array(List<?> list, String newline) {
    if (list.isEmpty()) {
      text.append("[]");
      return;
    }
    String inner = indented(newline);
    String separator = "[";
    for (Object element : list) {
      text.append(separator).append(inner);
      value(element, inner);
      separator = ",";
    }
    text.append(newline).append(']');
  }

  /** What separates the entries within; nothing when all is one line. */
  private static String indented(String newline) {
    return newline.isEmpty() ? "" : newline + "  ";
  }

  private void number(double number) {
    if (Double.isFinite(number)) {
      text.append(number);
    } else {
      string(Double.toString(number));
    }
  }

  private void string(String string) {
    text.append('"');
    for (int i = 0; i < string.length(); i++) {
      char c = string.charAt(i);
      switch (c) {
        case '"' -> text.append("\\\"");
        case '\\' -> text.append("\\\\");
        case '\n' -> text.append("\\n");
        case '\t' -> text.append("\\t");
        case '\r' -> text.append("\\r");
        default -> {
          if (c < 0x20 || Character.isSurrogate(c)) {
            text.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
          } else {
            text.append(c);
          }
        }
      }
    }
    text.append('"');
  }
}
