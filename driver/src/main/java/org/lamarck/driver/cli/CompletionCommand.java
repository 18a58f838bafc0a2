package org.lamarck.driver.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Spec;

/**
 * {@code lamarck generate-completion}. picocli's own script completes no file names for what may be
 * a URI as well, and constants in capitals; this one leaves to the shell whatever it does not know.
 */
@Command(
    name = "generate-completion",
    mixinStandardHelpOptions = true,
    header = "Print a script that completes commands, options and file names.",
    description = {"", "For bash, and for zsh after bashcompinit.", ""},
    footerHeading = "%nExample:%n",
    footer = "  source <(lamarck generate-completion)    in ~/.bashrc")
final class CompletionCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec self;

  @Mixin private final Output output = new Output();

  @Override
  public Integer call() {
    CommandSpec program = self == null ? null : self.parent();
    if (program == null) {
      throw new IllegalStateException("only a command of a program completes it");
    }
    output.out().print(script(program));
    output.out().flush();
    return ExitCode.DONE;
  }

  private static String script(CommandSpec program) {
    Map<String, CommandLine> commands = program.subcommands();
    String names = String.join(" ", commands.keySet());
    StringBuilder cases = new StringBuilder();
    commands.forEach((name, command) -> cases.append(one(name, command.getCommandSpec(), names)));
    return """
    #!/usr/bin/env bash
    # Completion of lamarck in bash, and in zsh after bashcompinit: source <(lamarck generate-completion)
    _lamarck() {
      local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} options="" words=""
      if [ "$word" = "=" ]; then
        word=""
      elif [ "$before" = "=" ]; then
        before=${COMP_WORDS[COMP_CWORD-2]}
      fi
      COMPREPLY=()
      if [ "$COMP_CWORD" -eq 1 ]; then
        COMPREPLY=($(compgen -W "%s --help --version" -- "$word"))
        return
      fi
      case ${COMP_WORDS[1]} in
    %s  esac
      if [ -n "$words" ]; then
        COMPREPLY=($(compgen -W "$words" -- "$word"))
      elif [ "${word#-}" != "$word" ]; then
        COMPREPLY=($(compgen -W "$options" -- "$word"))
      fi # else file names, by -o default
    }
    complete -o default -F _lamarck lamarck ./lamarck
    """
        .formatted(names, cases);
  }

  /** The options of one command, and the words that some of them take. */
  private static String one(String name, CommandSpec command, String names) {
    StringBuilder text = new StringBuilder();
    List<String> options = command.options().stream().map(OptionSpec::longestName).toList();
    text.append("    %s)\n      options=\"%s\"\n".formatted(name, String.join(" ", options)));
    if (name.equals("help")) {
      text.append("      words=\"%s\"\n".formatted(names));
    }
    List<String> cases = new ArrayList<>();
    for (OptionSpec option : command.options()) {
      String words = words(option);
      if (!words.isEmpty()) {
        cases.add("        %s) words=\"%s\" ;;\n".formatted(option.longestName(), words));
      }
    }
    if (!cases.isEmpty()) {
      text.append("      case $before in\n").append(String.join("", cases)).append("      esac\n");
    }
    return text.append("      ;;\n").toString();
  }

  private static String words(OptionSpec option) {
    List<String> words = new ArrayList<>();
    if (option.completionCandidates() != null) {
      option.completionCandidates().forEach(word -> words.add(word.toLowerCase(Locale.ROOT)));
    }
    return String.join(" ", words);
  }
}
