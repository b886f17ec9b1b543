package crash;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * A model of a disk below one directory: what is surely on it, and what was written since without anybody having waited
 * for it. Names are on the disk once their directory was synced, bytes once their file was, and nothing else is
 * promised.
 */
final class Disk {
  private static final int SECTOR = 512;

  /** What a power cut leaves of that for which nobody waited. */
  enum Survivors {
    /** Nothing. */
    NONE,
    /** What came first, the last write torn within. */
    FIRST,
    /** Any sectors of any writes, in any order. */
    SECTORS,
    /** Everything, as after a kill. */
    ALL
  }

  /** Which syncs the disk keeps to. */
  enum Honesty {
    /** All of them. */
    HONEST,
    /** None: it says that it is done and is not. */
    LYING,
    /** All but those of the log that no write to the database follows: SQLite's {@code synchronous=NORMAL}. */
    HASTY
  }

  /** A change of a file, or of names, for which nobody waited yet. */
  private sealed interface Change {
    /** When it happened, among all. */
    long order();
  }

  private record Written(long order, long at, byte[] data) implements Change {}

  private record Resized(long order, long size, boolean isGrowth) implements Change {}

  private record Named(long order, String directory, String name, Inode inode) implements Change {}

  private static final class Inode {
    private byte[] bytes = new byte[0];
    private int size;
    private List<Change> pending = new ArrayList<>();
    private final Map<Integer, Integer> syncs = new HashMap<>();

    void apply(Change change) {
      switch (change) {
        case Written written -> write(written.at, written.data, 0, written.data.length);
        case Resized resized -> resize(resized.isGrowth ? Math.max(size, (int) resized.size) : (int) resized.size);
        case Named named -> throw new IllegalStateException("no change of bytes: " + named.name);
      }
    }

    void write(long at, byte[] data, int from, int length) {
      if (at + length > size) {
        resize((int) at + length);
      }
      System.arraycopy(data, from, bytes, (int) at, length);
    }

    void resize(int wanted) {
      if (wanted > bytes.length) {
        bytes = Arrays.copyOf(bytes, Math.max(wanted, bytes.length * 2));
      }
      if (wanted < size) {
        Arrays.fill(bytes, wanted, size, (byte) 0);
      }
      size = wanted;
    }

    void settle(int count) {
      pending.subList(0, count).forEach(this::apply);
      pending = new ArrayList<>(pending.subList(count, pending.size()));
    }

    Inode copy() {
      Inode copy = new Inode();
      copy.bytes = Arrays.copyOf(bytes, size);
      copy.size = size;
      return copy;
    }
  }

  private final Path root;
  private final Honesty honesty;
  private final Map<String, Inode> durable = new TreeMap<>();
  private final Map<String, Inode> names = new TreeMap<>();
  private final Map<Long, Inode> inodes = new HashMap<>();
  private final Map<Long, String> directories = new HashMap<>();
  private final Map<String, Integer> syncs = new HashMap<>();
  private List<Named> pending = new ArrayList<>();
  private Inode hastyLog;
  private int hastyCount;
  private long order;

  /** Takes what is below a directory, if that exists, as what is surely on the disk. */
  Disk(Path root, Honesty honesty) throws IOException {
    this.root = root;
    this.honesty = honesty;
    if (!Files.isDirectory(root)) {
      return;
    }
    try (Stream<Path> all = Files.walk(root)) {
      for (Path one : all.filter(Files::isRegularFile).toList()) {
        Inode inode = new Inode();
        inode.bytes = Files.readAllBytes(one);
        inode.size = inode.bytes.length;
        durable.put(one.toString(), inode);
        inodes.put((Long) Files.getAttribute(one, "unix:ino"), inode);
      }
    }
    names.putAll(durable);
  }

  /** Follows a log up to one of its bytes. */
  void follow(DiskLog log, long end) throws IOException {
    for (Optional<DiskLog.Entry> next = log.next(end); next.isPresent(); next = log.next(end)) {
      take(next.get());
    }
  }

  private void take(DiskLog.Entry entry) {
    order++;
    Inode inode = inodes.get(entry.file());
    switch (entry.kind()) {
      case OPEN -> opened(entry);
      case WRITE -> {
        if (inode != null) {
          inode.pending.add(new Written(order, entry.at(), entry.data()));
          keepHasty(inode);
        }
      }
      case TRUNCATE, GROW -> {
        if (inode != null) {
          inode.pending.add(new Resized(order, entry.at(), entry.kind() == DiskLog.Kind.GROW));
        }
      }
      case SYNC_BEGINS -> syncBegins(entry, inode);
      case SYNC_ENDS -> syncEnds(entry, inode);
      case UNLINK -> rename(entry.path(), null);
      case LINK -> rename(entry.target(), names.get(entry.path()));
      case RENAME -> {
        Inode moved = names.get(entry.path());
        rename(entry.target(), moved);
        rename(entry.path(), null);
      }
      case MKDIR, RMDIR, NOTHING -> {
        // A directory appears with the first file in it.
      }
    }
  }

  private void opened(DiskLog.Entry entry) {
    if (entry.at() == 1) {
      directories.put(entry.file(), entry.path());
      return;
    }
    Inode known = inodes.get(entry.file());
    if (known != null && names.get(entry.path()) == known) {
      return;
    }
    // Numbers of files that are gone are given out again.
    Inode fresh = new Inode();
    inodes.put(entry.file(), fresh);
    rename(entry.path(), fresh);
  }

  private void rename(String path, Inode inode) {
    if (inode == null) {
      names.remove(path);
    } else {
      names.put(path, inode);
    }
    pending.add(new Named(order, Path.of(path).getParent().toString(), path, inode));
  }

  private void syncBegins(DiskLog.Entry entry, Inode inode) {
    String directory = directories.get(entry.file());
    if (directory != null) {
      syncs.put(directory + entry.who(), pending.size());
    } else if (inode != null) {
      inode.syncs.put(entry.who(), inode.pending.size());
    }
  }

  private void syncEnds(DiskLog.Entry entry, Inode inode) {
    if (honesty == Honesty.LYING) {
      return;
    }
    String directory = directories.get(entry.file());
    if (directory != null) {
      Integer count = syncs.remove(directory + entry.who());
      if (count != null) {
        settleNames(directory, count);
      }
      return;
    }
    Integer count = inode == null ? null : inode.syncs.remove(entry.who());
    if (count == null) {
      return;
    }
    if (honesty == Honesty.HASTY && names.get(log()) == inode) {
      hastyLog = inode;
      hastyCount = count;
      return;
    }
    // Another thread's sync may have settled some of it meanwhile.
    settle(inode, Math.min(count, inode.pending.size()));
  }

  private void settle(Inode inode, int count) {
    inode.settle(count);
    inode.syncs.replaceAll((who, mark) -> Math.max(0, mark - count));
  }

  private String log() {
    return root.resolve("latchkey.db-wal").toString();
  }

  private void keepHasty(Inode written) {
    if (hastyLog != null && names.get(root.resolve("latchkey.db").toString()) == written) {
      settle(hastyLog, Math.min(hastyCount, hastyLog.pending.size()));
      hastyLog = null;
    }
  }

  private void settleNames(String directory, int count) {
    List<Named> rest = new ArrayList<>();
    int marked = Math.min(count, pending.size());
    int settled = 0;
    for (int i = 0; i < pending.size(); i++) {
      Named one = pending.get(i);
      if (i < marked && one.directory.equals(directory)) {
        name(durable, one);
        settled++;
      } else {
        rest.add(one);
      }
    }
    pending = rest;
    int gone = settled;
    syncs.replaceAll((who, mark) -> Math.max(0, mark - gone));
  }

  private static void name(Map<String, Inode> where, Named one) {
    if (one.inode == null) {
      where.remove(one.name);
    } else {
      where.put(one.name, one.inode);
    }
  }

  /** How many changes are there for which nobody waited yet. */
  int unsynced() {
    return pending.size() + names.values().stream().mapToInt(one -> one.pending.size()).sum();
  }

  /** Writes what a power cut now may leave to another directory. The model itself goes on. */
  void cut(Path target, Survivors survivors, RandomGenerator random) throws IOException {
    Map<String, Inode> left = new TreeMap<>(durable);
    int namesLeft =
        switch (survivors) {
          case NONE -> 0;
          case FIRST, SECTORS -> random.nextInt(pending.size() + 1);
          case ALL -> pending.size();
        };
    pending.subList(0, namesLeft).forEach(one -> name(left, one));
    long last = last(random);
    double share = random.nextDouble();
    Files.createDirectories(target);
    for (Map.Entry<String, Inode> one : left.entrySet()) {
      Path file = target.resolve(root.relativize(Path.of(one.getKey())).toString());
      Files.createDirectories(file.getParent());
      Inode content = one.getValue().copy();
      for (Change change : one.getValue().pending) {
        survive(content, change, survivors, last, share, random);
      }
      Files.write(file, Arrays.copyOf(content.bytes, content.size));
      Files.setPosixFilePermissions(
          file, java.nio.file.attribute.PosixFilePermissions.fromString("rw-------"));
    }
  }

  /** Picks one of the changes that nobody waited for: those up to it survive. */
  private long last(RandomGenerator random) {
    List<Long> orders =
        names.values().stream().flatMap(one -> one.pending.stream()).map(Change::order).toList();
    return orders.isEmpty() ? 0 : orders.get(random.nextInt(orders.size()));
  }

  private static void survive(
      Inode content,
      Change change,
      Survivors survivors,
      long last,
      double share,
      RandomGenerator random) {
    switch (survivors) {
      case NONE -> {}
      case ALL -> content.apply(change);
      case FIRST -> {
        if (change.order() < last) {
          content.apply(change);
        } else if (change.order() == last && change instanceof Written torn) {
          int length = random.nextInt(torn.data.length / SECTOR + 1) * SECTOR;
          content.write(torn.at, torn.data, 0, length);
        }
      }
      case SECTORS -> {
        if (change instanceof Written written) {
          tear(content, written, share, random);
        } else if (random.nextDouble() < share) {
          content.apply(change);
        }
      }
    }
  }

  /** Lets each sector survive or not; the file may have grown without its bytes having come. */
  private static void tear(
      Inode content, Written written, double share, RandomGenerator random) {
    long end = written.at + written.data.length;
    for (long at = written.at; at < end; ) {
      long next = Math.min(end, (at / SECTOR + 1) * SECTOR);
      if (random.nextDouble() < share) {
        content.write(at, written.data, (int) (at - written.at), (int) (next - at));
      }
      at = next;
    }
    if (end > content.size && random.nextBoolean()) {
      content.resize((int) end);
    }
  }

  /**
   * Compares the model, with all that nobody waited for, with the files that are really there, so that no write goes by
   * unseen. Gives what differs, one line each.
   *
   * @param exceptEndings endings of names that are not compared
   */
  List<String> differences(String... exceptEndings) throws IOException {
    List<String> found = new ArrayList<>();
    for (Map.Entry<String, Inode> one : names.entrySet()) {
      if (Arrays.stream(exceptEndings).anyMatch(one.getKey()::endsWith)) {
        continue;
      }
      Inode content = one.getValue().copy();
      one.getValue().pending.forEach(content::apply);
      Path file = Path.of(one.getKey());
      byte[] real = Files.exists(file) ? Files.readAllBytes(file) : null;
      int at =
          real == null ? 0 : Arrays.mismatch(real, 0, real.length, content.bytes, 0, content.size);
      if (at >= 0) {
        found.add(one.getKey() + " differs from byte " + at + " on");
      }
    }
    return found;
  }
}
