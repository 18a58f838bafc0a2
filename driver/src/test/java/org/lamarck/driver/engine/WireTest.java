package org.lamarck.driver.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InvalidClassException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.lamarck.strategies.linalg.Matrix;
import org.lamarck.strategies.linalg.Vector;

class WireTest {
  /** Checked where it is made, so also where it is read. */
  record Positive(int value) implements Serializable {
    public Positive {
      if (value <= 0) {
        throw new IllegalArgumentException(value + " is not positive");
      }
    }
  }

  private record Earlier(int value) implements Serializable {}

  /** What {@link Earlier} came to be. */
  private record Revised(int value, List<String> added) implements Serializable {}

  private record Holder(Object held) implements Serializable {}

  @Test
  void valuesComeBackEqual() {
    for (Object value :
        List.of(
            List.of(),
            List.of(1, "two", 3.0),
            Map.of("k", List.of(Vector.of(1, -0.0, Double.NaN))),
            Matrix.of(1, 2, 3, 4),
            new Positive(7),
            new Deadline(5, 2.5),
            new Batch(List.of("a", 1), Deadline.NEVER))) {
      assertThat(Wire.fromBytes(Wire.toBytes(value), Object.class)).isEqualTo(value);
    }
  }

  @Test
  void theSameValueIsTheSameBytes() {
    // hashes of workloads and of problems are of these
    List<Serializable> value = List.of(Vector.of(1, 2), "a", 5L);
    assertThat(Wire.toBytes(value)).isEqualTo(Wire.toBytes(List.of(Vector.of(1, 2), "a", 5L)));
  }

  @Test
  void whatCannotTravelIsNamedWithTheWayOut() {
    Holder holder = new Holder(new Object());
    assertThatThrownBy(() -> Wire.toBytes(holder))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessage(
            Holder.class.getName() + " cannot be sent to workers; make all it holds Serializable");
    assertThatThrownBy(() -> Wire.toBytes(Optional.of(1)))
        .hasMessageStartingWith("java.util.Optional cannot be sent");
  }

  @Test
  void whatIsOfAnotherKindIsNotTaken() {
    byte[] text = Wire.toBytes("text");
    assertThatThrownBy(() -> Wire.read(new ByteArrayInputStream(text), Integer.class))
        .isInstanceOf(IOException.class)
        .hasMessage("expected java.lang.Integer and found class java.lang.String");
  }

  @Test
  void bytesThatWereCutAreAnIoFailureAndNothingElse() {
    byte[] whole = Wire.toBytes(List.of(Vector.of(1, 2, 3), new Positive(4), "text"));
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> Wire.read(new ByteArrayInputStream(cut), List.class))
          .as("%d of %d bytes", length, whole.length)
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void aRecordIsCheckedAgainWhereItIsRead() {
    byte[] bytes = Wire.toBytes(new Positive(0x01020304));
    for (int i = bytes.length - 4; i < bytes.length; i++) {
      bytes[i] = 0;
    }
    assertThatThrownBy(() -> Wire.read(new ByteArrayInputStream(bytes), Positive.class))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("0 is not positive");
  }

  @Test
  void aRecordThatHadOtherComponentsIsRefusedAndNotFilledWithNulls() {
    for (byte[] other :
        List.of(
            renamed(new Earlier(1), "Earlier", "Revised"),
            renamed(new Revised(1, List.of()), "Revised", "Earlier"))) {
      assertThatThrownBy(() -> Wire.read(new ByteArrayInputStream(other), Record.class))
          .isInstanceOf(InvalidClassException.class)
          .hasMessageMatching(".*WireTest\\$(Earlier|Revised); its components are others");
    }
  }

  private static byte[] renamed(Object value, String from, String to) {
    String text = new String(Wire.toBytes(value), StandardCharsets.ISO_8859_1);
    return text.replace(from, to).getBytes(StandardCharsets.ISO_8859_1);
  }

  @Test
  void aClassThatIsNotThereIsNamed() {
    byte[] other = renamed(new Positive(1), "Positive", "Negative");
    assertThatThrownBy(() -> Wire.read(new ByteArrayInputStream(other), Object.class))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("WireTest$Negative is not on the class path");
  }
}
