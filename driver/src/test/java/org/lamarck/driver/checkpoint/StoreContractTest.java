package org.lamarck.driver.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every kind of folder keeps. */
class StoreContractTest {
  @TempDir Path folder;

  /** Kinds of folders; Hadoop's on this machine's files. */
  enum Kind {
    LOCAL,
    HADOOP
  }

  private Store at(Kind kind, String name) throws IOException {
    Path path = folder.resolve(name);
    return kind == Kind.LOCAL
        ? new LocalStore(path)
        : HadoopStore.at("file://" + path.toAbsolutePath());
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void aFolderThatIsMissingHasNoFiles(Kind kind) throws Exception {
    Store store = at(kind, "missing");
    assertThat(store.list()).isEmpty();
    store.delete("nothing");
    assertThatThrownBy(() -> store.read("nothing")).isInstanceOf(IOException.class);
    assertThat(folder.resolve("missing")).doesNotExist();
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void whatIsWrittenIsReadAndMayBeWrittenOver(Kind kind) throws Exception {
    Store store = at(kind, "a/b");
    byte[] large = new byte[300_000];
    large[299_999] = 7;
    store.write("x.bin", new byte[] {1, 2});
    store.write("x.bin", large);
    store.write("empty.bin", new byte[0]);
    assertThat(store.read("x.bin")).isEqualTo(large);
    assertThat(store.read("empty.bin")).isEmpty();
    assertThat(store.list()).containsExactly("empty.bin", "x.bin");
    store.delete("x.bin");
    assertThat(store.list()).containsExactly("empty.bin");
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void aFileIsCreatedOnce(Kind kind) throws Exception {
    Store store = at(kind, "c");
    store.create("lease", new byte[] {1});
    assertThatThrownBy(() -> store.create("lease", new byte[] {2}))
        .isInstanceOf(FileAlreadyExistsException.class);
    assertThat(store.read("lease")).containsExactly(1);
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void foldersWithinAreNoFiles(Kind kind) throws Exception {
    Files.createDirectories(folder.resolve("d/inner"));
    Files.writeString(folder.resolve("d/file"), "x");
    assertThat(at(kind, "d").list()).containsExactly("file");
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void whatACrashLeftHalfWrittenIsNotListed(Kind kind) throws Exception {
    Store store = at(kind, "e");
    store.write("x", new byte[] {1});
    String half = kind == Kind.LOCAL ? "y.unfinished" : "_unfinished_y";
    Files.write(folder.resolve("e").resolve(half), new byte[] {9});
    assertThat(store.list()).containsExactly("x");
    store.write("y", new byte[] {2}); // and is written over
    assertThat(store.read("y")).containsExactly(2);
  }

  @ParameterizedTest
  @CsvSource({
    "hdfs://host:9000/run, true",
    "s3a://bucket/run, true",
    "file:/tmp/run, false",
    "file:///tmp/run, false",
    "/tmp/run, false",
    "run, false",
    "C:\\run, false",
    "a b:c, false",
    "Hdfs://host/run, false"
  })
  void placesAreHadoopsByTheirScheme(String location, boolean isRemote) {
    assertThat(Stores.isRemote(location)).isEqualTo(isRemote);
  }

  @Test
  void aFileUrlIsALocalPath() {
    assertThat(Stores.localPath("file:///tmp/a%20b")).isEqualTo(Path.of("/tmp/a b"));
    assertThat(Stores.localPath("relative/x")).isEqualTo(Path.of("relative/x"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"file:", "file://x", "file:///a b", "file:relative", "file:///%zz"})
  void aUrlThatIsNoPathOfThisMachineIsNone(String location) {
    assertThatThrownBy(() -> Stores.localPath(location)).isInstanceOf(InvalidPathException.class);
  }

  @Test
  void aFrameHoldsAnyValueAndSaysWhatIsWrongWithIt() throws Exception {
    byte[] frame = Frame.pack("a value");
    assertThat(Frame.unpack(frame, String.class)).isEqualTo("a value");
    assertThatThrownBy(() -> Frame.unpack(frame, Integer.class))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("expected java.lang.Integer");
    byte[] later = frame.clone();
    later[11] = 9; // the format's number
    assertThatThrownBy(() -> Frame.unpack(later, String.class))
        .hasMessage("has format 9 and this version reads format 1");
    byte[] foreign =
        "PK\3\4 some archive that is no checkpoint".getBytes(StandardCharsets.US_ASCII);
    assertThatThrownBy(() -> Frame.unpack(foreign, String.class))
        .hasMessage("is no checkpoint of Lamarck");
    assertThatThrownBy(() -> Frame.unpack(new byte[0], String.class))
        .hasMessage("is no checkpoint of Lamarck");
  }

  @Test
  void aFrameThatWasCutAnywhereSaysSo() throws Exception {
    byte[] frame = Frame.pack("a value that is long enough to be cut");
    for (int length = 0; length < frame.length; length++) {
      byte[] cut = Arrays.copyOf(frame, length);
      assertThatThrownBy(() -> Frame.unpack(cut, String.class))
          .as("%d of %d bytes", length, frame.length)
          .isInstanceOf(CheckpointException.class)
          .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n"));
    }
    byte[] longer = Arrays.copyOf(frame, frame.length + 1);
    assertThatThrownBy(() -> Frame.unpack(longer, String.class)).hasMessageContaining("was cut");
  }
}
