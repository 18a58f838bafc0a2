package org.lamarck.driver.cli;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.lamarck.driver.config.ConfigException;
import org.lamarck.driver.config.EngineChoice;
import org.lamarck.driver.config.FitSettings;
import org.lamarck.driver.config.Key;
import org.lamarck.driver.config.ObjectiveChoice;
import org.lamarck.driver.config.SettingsReader;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.IGetter;
import picocli.CommandLine.Model.ISetter;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Gives a command an option for each of its keys. What is given is kept as it was written, to be
 * read together with the other places.
 */
final class KeyOptions {
  /** A command with settings. */
  interface Configured {
    /** Its keys. */
    Keys keys();
  }

  /** The keys of a command, and what was given for them. */
  static final class Keys {
    private final Map<Key, String> descriptions = new LinkedHashMap<>();
    private final Map<Key, String> given = new EnumMap<>(Key.class);

    private Keys() {}

    /** These keys, with their own descriptions. */
    static Keys of(Key... keys) {
      Keys all = new Keys();
      for (Key key : keys) {
        all.descriptions.put(key, key.description());
      }
      return all;
    }

    /** These keys and another, which has a meaning of its own here. */
    Keys with(Key key, String description) {
      descriptions.put(key, description);
      return this;
    }

    /** What holds for a key that is left out, where it is another value than for a fit. */
    Keys byDefault(Key key, String text) {
      given.put(key, text);
      return this;
    }

    /** What was given, as written. */
    Map<Key, String> given() {
      return new EnumMap<>(given);
    }

    /** The same read as what a fit is to do. */
    FitSettings settings() throws ConfigException {
      return SettingsReader.read(given, Optional.empty(), new Properties());
    }

    /** The same read as what is computed, and how. */
    ObjectiveChoice objective() throws ConfigException {
      return settings().objective();
    }

    /** The engine that was chosen, else the one of before. */
    EngineChoice engine(FitSettings before, FitSettings anew) {
      boolean chosen = has(Key.ENGINE) || has(Key.THREADS) || has(Key.MASTER);
      return chosen ? anew.engine() : before.engine();
    }

    boolean has(Key key) {
      return given.containsKey(key);
    }
  }

  private KeyOptions() {}

  /** Adds the options, when the command has any. */
  static void addTo(CommandSpec command) {
    if (command.userObject() instanceof Configured configured) {
      add(command, configured.keys());
    }
  }

  private static void add(CommandSpec command, Keys keys) {
    keys.descriptions.forEach(
        (key, description) -> {
          Given given = new Given(keys.given, key);
          command.addOption(
              OptionSpec.builder(key.option())
                  .type(String.class)
                  .paramLabel(key.label())
                  .completionCandidates(key.words())
                  .description(description.replace("%", "%%"))
                  .getter(given)
                  .setter(given)
                  .build());
        });
  }

  /** Where picocli keeps the text of an option. */
  private record Given(Map<Key, String> texts, Key key) implements IGetter, ISetter {
    @Override
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // picocli's signature
    public <T> @Nullable T get() {
      return (T) texts.get(key);
    }

    @Override
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // picocli's signature
    public <T> @Nullable T set(@Nullable T text) {
      return (T) (text == null ? texts.get(key) : texts.put(key, (String) text));
    }
  }
}
