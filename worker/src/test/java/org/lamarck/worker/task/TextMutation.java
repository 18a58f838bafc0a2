package org.lamarck.worker.task;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.lamarck.strategies.random.RandomStream;

/** Damage to a document's bytes, most of which leaves no XML. */
enum TextMutation {
  TRUNCATE {
    @Override
    byte[] apply(byte[] document, RandomStream chance) {
      return Arrays.copyOf(document, chance.nextInt(document.length));
    }
  },
  RANDOM_BYTES {
    @Override
    byte[] apply(byte[] document, RandomStream chance) {
      byte[] changed = document.clone();
      for (int i = chance.nextInt(20); i >= 0; i--) {
        changed[chance.nextInt(changed.length)] = (byte) chance.nextInt(256);
      }
      return changed;
    }
  },
  CUT {
    @Override
    byte[] apply(byte[] document, RandomStream chance) {
      int from = chance.nextInt(document.length);
      int to = Math.min(document.length, from + 1 + chance.nextInt(200));
      String text = text(document);
      return bytes(text.substring(0, from) + text.substring(to));
    }
  },
  REPEAT {
    @Override
    byte[] apply(byte[] document, RandomStream chance) {
      int from = chance.nextInt(document.length);
      int to = Math.min(document.length, from + 1 + chance.nextInt(400));
      String text = text(document);
      return bytes(text.substring(0, to) + text.substring(from));
    }
  },
  /** "Billion laughs": ten entities, each ten times the one before. */
  ENTITY_BOMB {
    @Override
    byte[] apply(byte[] document, RandomStream chance) {
      StringBuilder type = new StringBuilder("<!DOCTYPE sbml [<!ENTITY e0 \"ha\">");
      for (int i = 1; i < 10; i++) {
        type.append("<!ENTITY e%d \"%s\">".formatted(i, ("&e" + (i - 1) + ";").repeat(10)));
      }
      type.append("]>");
      return withDoctype(document, type.toString(), chance.nextInt(2) == 0 ? "&e9;" : "");
    }
  },
  EXTERNAL_ENTITY {
    @Override
    byte[] apply(byte[] document, RandomStream chance) {
      return withDoctype(
          document, "<!DOCTYPE sbml [<!ENTITY x SYSTEM \"file:///etc/hostname\">]>", "&x;");
    }
  },
  /** A number is written as none, or as one that is out of all bounds. */
  NUMBER {
    @Override
    byte[] apply(byte[] document, RandomStream chance) {
      List<MatchResult> numbers = new ArrayList<>();
      Pattern.compile("(?<=[\"> ])-?\\d+(\\.\\d*)?([eE][-+]?\\d+)?(?=[\"< ])")
          .matcher(text(document))
          .results()
          .forEach(numbers::add);
      if (numbers.isEmpty()) {
        return document;
      }
      MatchResult number = numbers.get(chance.nextInt(numbers.size()));
      String text = text(document);
      return bytes(
          text.substring(0, number.start())
              + NUMBERS.get(chance.nextInt(NUMBERS.size()))
              + text.substring(number.end()));
    }
  },
  /** Deeper than any stack that recurs over elements. */
  NEST {
    @Override
    byte[] apply(byte[] document, RandomStream chance) {
      List<String> operators = List.of("minus", "exp", "not", "plus", "floor", "apply", "sqrt");
      String operator = operators.get(chance.nextInt(operators.size()));
      int depth = 1 << chance.nextInt(17);
      return bytes(
          LEAF.matcher(text(document))
              .replaceFirst(
                  leaf ->
                      ("<apply><" + operator + "/>").repeat(depth)
                          + leaf.group()
                          + "</apply>".repeat(depth)));
    }
  },
  ENCODING {
    @Override
    byte[] apply(byte[] document, RandomStream chance) {
      List<String> names = List.of("UTF-16", "US-ASCII", "EBCDIC-CP-US", "nonsense", "UTF-32");
      return bytes(
          text(document)
              .replaceFirst(
                  "encoding=['\"].*?['\"]",
                  "encoding='" + names.get(chance.nextInt(names.size())) + "'"));
    }
  };

  /** Texts in the place of numbers. */
  static final List<String> NUMBERS =
      List.of(
          "0",
          "-0",
          "-1",
          "1e308",
          "-1e308",
          "1e-320",
          "1e400",
          "-1e400",
          "1e-400",
          "1e999999999",
          "1e-99999999999999999999",
          "9".repeat(400),
          "0." + "0".repeat(400) + "1",
          "NaN",
          "INF",
          "-INF",
          "Infinity",
          "",
          "1e",
          "--1",
          "0x1p3",
          "1.5.2",
          "1f",
          "1,5",
          "one",
          "\u0661");

  private static final Pattern LEAF = Pattern.compile("<c[in]>[^<]*</c[in]>");
  private static final Pattern ROOT = Pattern.compile("<sbml\\b[^>]*>");

  abstract byte[] apply(byte[] document, RandomStream chance);

  private static String text(byte[] document) {
    return new String(document, ISO_8859_1);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(ISO_8859_1);
  }

  private static byte[] withDoctype(byte[] document, String type, String use) {
    return bytes(ROOT.matcher(text(document)).replaceFirst(root -> type + root.group() + use));
  }
}
