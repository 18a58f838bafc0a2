package org.lamarck.driver.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.lamarck.driver.config.Key;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The command of docs/extending.md: one class, added by one line. */
class AddedCommandTest {
  @Command(name = "seeds", mixinStandardHelpOptions = true, header = "Print the seed of a fit.")
  static final class SeedsCommand implements Callable<Integer>, KeyOptions.Configured {
    private final KeyOptions.Keys keys = KeyOptions.Keys.of(Key.SEED);

    @Mixin private final Output output = new Output();

    @Override
    public KeyOptions.Keys keys() {
      return keys;
    }

    @Override
    public Integer call() {
      output.out().println(keys.given().getOrDefault(Key.SEED, "1"));
      return ExitCode.DONE;
    }
  }

  private static String run(String... arguments) {
    StringWriter out = new StringWriter();
    CommandLine command = new CommandLine(new SeedsCommand());
    KeyOptions.addTo(command.getCommandSpec()); // as Main does
    assertThat(command.setOut(new PrintWriter(out)).execute(arguments)).isEqualTo(ExitCode.DONE);
    return out.toString();
  }

  @Test
  void aCommandHasTheOptionsOfItsKeys() {
    assertThat(run()).isEqualTo("1" + System.lineSeparator());
    assertThat(run("--seed", "7")).isEqualTo("7" + System.lineSeparator());
    assertThat(run("--help")).contains("--seed=N", Key.SEED.description().substring(0, 20));
  }
}
