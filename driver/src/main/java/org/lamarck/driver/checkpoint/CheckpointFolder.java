package org.lamarck.driver.checkpoint;

import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The checkpoints of one run. A checkpoint holds the state, the rows of its table since the last
 * segment, and the names of the segments that hold the rows before; once the rows are worth a file
 * they become the next segment. So a save costs the state and some hundred rows, however many there
 * are. Not thread-safe.
 */
public final class CheckpointFolder {
  /** Checkpoints that are kept, so that a damaged newest one costs seconds and not the run. */
  private static final int KEPT = 3;

  private static final int ROWS_PER_SEGMENT = 512;
  private static final String RESULT = "result.bin";
  private static final Pattern CHECKPOINT = Pattern.compile("checkpoint-(\\d{8,18})\\.bin");

  private final Store store;
  private List<Segment> segments = List.of();
  private List<Serializable> tail = List.of();
  private long next;

  private CheckpointFolder(Store store) {
    this.store = store;
  }

  /**
   * A file of rows.
   *
   * @param name of the file
   * @param rows how many it holds
   * @param checksum CRC-32C of the whole file
   */
  private record Segment(String name, int rows, int checksum) implements Serializable {}

  private record Content(Serializable state, List<Segment> segments, List<Serializable> tail)
      implements Serializable {}

  /**
   * What was found.
   *
   * @param number the checkpoint's number
   * @param state what was saved last
   * @param rows all rows that were saved until then
   * @param damaged one line for each newer checkpoint that could not be used
   */
  public record Restored<S, R>(long number, S state, List<R> rows, List<String> damaged) {
    public Restored {
      rows = List.copyOf(rows);
      damaged = List.copyOf(damaged);
    }

    /** What is to be gone on from where nothing was saved yet. */
    public static <S, R> Restored<S, R> beginning(S state) {
      return new Restored<>(0, state, List.of(), List.of());
    }

    /** The same with another state. */
    public Restored<S, R> at(S other) {
      return new Restored<>(number, other, rows, damaged);
    }
  }

  /** The checkpoints in this store. */
  public static CheckpointFolder in(Store store) {
    return new CheckpointFolder(store);
  }

  /**
   * Saves a state and the rows that came since the last save.
   *
   * @throws IOException when the store cannot be written
   */
  public void save(Serializable state, List<? extends Serializable> newRows) throws IOException {
    List<Serializable> rows = new ArrayList<>(tail);
    rows.addAll(newRows);
    List<Segment> known = new ArrayList<>(segments);
    if (rows.size() >= ROWS_PER_SEGMENT) {
      String name = String.format(Locale.ROOT, "rows-%06d.bin", known.size());
      byte[] file = Frame.pack((Serializable) List.copyOf(rows));
      store.write(name, file);
      known.add(new Segment(name, rows.size(), Frame.checksum(file)));
      rows.clear();
    }
    Content content = new Content(state, List.copyOf(known), List.copyOf(rows));
    store.write(name(next), Frame.pack(content));
    if (next >= KEPT) {
      store.delete(name(next - KEPT));
    }
    next++;
    segments = content.segments();
    tail = content.tail();
  }

  /**
   * The newest checkpoint that is valid; later saves go on from it.
   *
   * @param state what was saved
   * @param row what its rows are
   * @throws CheckpointException when there is none, or it holds something else
   * @throws IOException when the store cannot be read
   */
  public <S, R> Restored<S, R> newest(Class<S> state, Class<R> row)
      throws CheckpointException, IOException {
    List<String> damaged = new ArrayList<>();
    List<Long> numbers = numbers();
    for (int i = numbers.size() - 1; i >= 0; i--) {
      long number = numbers.get(i);
      try {
        Content content = Frame.unpack(store.read(name(number)), Content.class);
        Restored<S, R> restored =
            new Restored<>(
                number, cast(content.state(), state), castAll(rows(content), row), damaged);
        segments = content.segments();
        tail = content.tail();
        next = number + 1;
        return restored;
      } catch (CheckpointException e) {
        damaged.add(store.location() + "/" + name(number) + " " + e.getMessage());
      }
    }
    throw new CheckpointException(
        damaged.isEmpty()
            ? store.location() + " holds no checkpoint; start the run anew with lamarck fit"
            : String.join("; ", damaged) + "; start the run anew with lamarck fit");
  }

  private <R> List<R> castAll(List<Serializable> rows, Class<R> type) throws CheckpointException {
    List<R> all = new ArrayList<>(rows.size());
    for (Serializable row : rows) {
      all.add(cast(row, type));
    }
    return all;
  }

  private static <V> V cast(Object content, Class<V> type) throws CheckpointException {
    if (!type.isInstance(content)) {
      throw new CheckpointException(
          "is a checkpoint of %s and not of %s"
              .formatted(content.getClass().getSimpleName(), type.getSimpleName()));
    }
    return type.cast(content);
  }

  /** Whether nothing was ever saved. */
  public boolean isEmpty() throws IOException {
    return numbers().isEmpty();
  }

  /** Forgets all: the next save is the first. */
  public void clear() throws IOException {
    for (String name : store.list()) {
      if (name.endsWith(".bin")) {
        store.delete(name);
      }
    }
    segments = List.of();
    tail = List.of();
    next = 0;
  }

  /** Keeps what came of the run, beside its checkpoints. */
  public void saveResult(Serializable result) throws IOException {
    store.write(RESULT, Frame.pack(result));
  }

  /** Forgets what came of the run: it goes on. */
  public void forgetResult() throws IOException {
    store.delete(RESULT);
  }

  /**
   * What came of the run, when it was kept.
   *
   * @throws CheckpointException when it was damaged
   */
  public <V> Optional<V> result(Class<V> type) throws CheckpointException, IOException {
    if (!store.list().contains(RESULT)) {
      return Optional.empty();
    }
    try {
      return Optional.of(Frame.unpack(store.read(RESULT), type));
    } catch (CheckpointException e) {
      throw new CheckpointException(
          store.location() + "/" + RESULT + " " + e.getMessage() + "; delete it and try again", e);
    }
  }

  private List<Serializable> rows(Content content) throws CheckpointException, IOException {
    List<Serializable> rows = new ArrayList<>();
    for (Segment segment : content.segments()) {
      byte[] file = segmentFile(segment);
      for (Object row : Frame.unpack(file, List.class)) {
        rows.add((Serializable) row);
      }
    }
    rows.addAll(content.tail());
    return rows;
  }

  private byte[] segmentFile(Segment segment) throws CheckpointException, IOException {
    if (!store.list().contains(segment.name())) {
      throw new CheckpointException("needs " + segment.name() + ", which is missing");
    }
    byte[] file = store.read(segment.name());
    if (Frame.checksum(file) != segment.checksum()) {
      throw new CheckpointException("needs " + segment.name() + ", which was damaged");
    }
    return file;
  }

  private List<Long> numbers() throws IOException {
    List<Long> numbers = new ArrayList<>();
    for (String name : store.list()) {
      Matcher matcher = CHECKPOINT.matcher(name);
      if (matcher.matches()) {
        numbers.add(Long.valueOf(matcher.group(1)));
      }
    }
    numbers.sort(null);
    return numbers;
  }

  private static String name(long number) {
    return String.format(Locale.ROOT, "checkpoint-%08d.bin", number);
  }
}
