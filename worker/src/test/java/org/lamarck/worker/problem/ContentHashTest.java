package org.lamarck.worker.problem;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.lamarck.worker.expression.ExpressionPool;

class ContentHashTest {
  @Test
  void theHashOfBytesIsSha256() {
    // FIPS 180-2, appendix B.1
    assertThat(ContentHash.of("abc".getBytes(US_ASCII)))
        .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assertThat(ContentHash.of("a".getBytes(US_ASCII), "bc".getBytes(US_ASCII)))
        .as("of one part after another")
        .isEqualTo(ContentHash.of("abc".getBytes(US_ASCII)));
  }

  @Test
  void equalContentHasOneHashAndOtherContentAnother() {
    assertThat(ContentHash.of(constant(0.5))).isEqualTo(ContentHash.of(constant(0.5)));
    assertThat(ContentHash.of(constant(0.5))).isNotEqualTo(ContentHash.of(constant(-0.5)));
    assertThat(ContentHash.of(constant(0.0))).isNotEqualTo(ContentHash.of(constant(-0.0)));
  }

  private static Quantity constant(double value) {
    return new Quantity.Constant("k", new ExpressionPool().constant(value));
  }
}
