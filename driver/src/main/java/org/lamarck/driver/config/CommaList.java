package org.lamarck.driver.config;

import java.util.ArrayList;
import java.util.List;

/** Lists of names and formulas with commas between. */
public final class CommaList {
  private CommaList() {}

  /** What stands between commas that are in no parentheses, without spaces around; may be empty. */
  public static List<String> parts(String text) {
    List<String> parts = new ArrayList<>();
    int depth = 0;
    int from = 0;
    for (int i = 0; i <= text.length(); i++) {
      char c = i < text.length() ? text.charAt(i) : ',';
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      if (i == text.length() || (c == ',' && depth == 0)) {
        parts.add(text.substring(from, i).strip());
        from = i + 1;
      }
    }
    return parts;
  }
}
