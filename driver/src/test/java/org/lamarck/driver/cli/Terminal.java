package org.lamarck.driver.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;

/**
 * What a command did.
 *
 * @param code its exit code
 * @param out standard output
 * @param err standard error
 */
record Terminal(int code, String out, String err) {
  /** Runs a command in this process. */
  static Terminal lamarck(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code = Main.run(new PrintWriter(out), new PrintWriter(err, true), arguments);
    return new Terminal(code, out.toString(), err.toString());
  }

  /** Runs a command that must succeed. */
  static Terminal done(String... arguments) {
    Terminal terminal = lamarck(arguments);
    assertThat(terminal.code()).as(terminal.err()).isZero();
    return terminal;
  }

  List<String> errorLines() {
    return err.lines().toList();
  }
}
