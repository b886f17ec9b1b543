package dev.latchkey.adapter.crypto;

import dev.latchkey.core.credential.ForeignChecks;
import dev.latchkey.core.credential.HashSettings;
import dev.latchkey.core.credential.HasherBusy;
import dev.latchkey.core.credential.PasswordHasher;
import dev.latchkey.core.credential.PlaceInLine;
import dev.latchkey.kernel.Entropy;
import dev.latchkey.kernel.Password;
import dev.latchkey.kernel.Time;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Hashes passwords with Argon2id on threads of its own. A wrong guess costs the same time whether
 * there is no such account, its hash is of an older and lower cost, or its hash cannot be read.
 */
public final class Argon2Hasher implements PasswordHasher, AutoCloseable {
  /** The most lanes of a stored hash. */
  private static final int MAX_LANES = 16;

  private static final int MIN_SALT = 8;
  private static final int MIN_HASH = 16;
  private static final int MAX_PART = 64;

  /** What filling one KiB takes, roughly; measured soon after the start. */
  private static final long NANOS_PER_KIB = 600;

  /** A filling of memory below this is lost in the noise. */
  private static final int LEAST_FILL_KIB = 64;

  private final HashSettings settings;
  private final Entropy entropy;
  private final Time time;
  private final HashQueue queue;
  private final ForeignChecks foreign;
  private final EvenRefusals refusals;
  private final Supplier<Argon2> loader;
  private final Phc nobody;
  private final Object loading = new Object();
  private volatile @Nullable Argon2 argon2;

  /**
   * Starts the threads, which give way to all others where the system can be told so. The native
   * library is loaded at first use.
   *
   * @param settings cost and bounds
   * @param entropy where salts come from
   * @param time the clock
   */
  public Argon2Hasher(HashSettings settings, Entropy entropy, Time time) {
    this(settings, ForeignChecks.NONE, entropy, time);
  }

  /**
   * Starts the threads of one that also verifies hashes of other systems.
   *
   * @param settings cost and bounds
   * @param foreign how hashes of other systems are computed
   * @param entropy where salts come from
   * @param time the clock
   */
  public Argon2Hasher(HashSettings settings, ForeignChecks foreign, Entropy entropy, Time time) {
    this(settings, foreign, entropy, time, Argon2Hasher::load);
  }

  Argon2Hasher(
      HashSettings settings,
      ForeignChecks foreign,
      Entropy entropy,
      Time time,
      Supplier<Argon2> loader) {
    this.settings = settings;
    this.foreign = foreign;
    this.refusals = new EvenRefusals(time);
    this.entropy = entropy;
    this.time = time;
    this.loader = loader;
    this.nobody = ofToday(entropy.bytes(Phc.SALT_BYTES), entropy.bytes(Phc.HASH_BYTES));
    Duration estimate = Duration.ofNanos(nobody.work() * NANOS_PER_KIB);
    this.queue =
        new HashQueue(settings.threads(), new GiveWay(), settings.longestQueue(), estimate, time);
  }

  /**
   * Loads the library and hashes once, so that the first sign-in need not wait for that. To be
   * called once the server listens, on a thread that has nothing else to do.
   */
  public void warmUp() {
    try {
      decoy(Password.of(""));
    } catch (HasherBusy e) {
      // Then there is enough to do to be warm.
    }
  }

  @Override
  public String hash(Password password) throws HasherBusy {
    return queue.run(
        () -> {
          byte[] salt = entropy.bytes(Phc.SALT_BYTES);
          byte[] typed = password.utf8();
          try {
            byte[] hash = argon2().hash(typed, salt, settings.memoryKib(), settings.passes());
            return ofToday(salt, hash).encoded();
          } finally {
            Arrays.fill(typed, (byte) 0);
          }
        });
  }

  @Override
  public boolean verify(Password password, String encoded) throws HasherBusy {
    HashQueue.Work<Boolean> work = work(password, encoded);
    return queue.run(work);
  }

  @Override
  public boolean judge(Password password, @Nullable String encoded) throws HasherBusy {
    HashQueue.Work<Boolean> work = work(password, encoded);
    return refusals.keep(mark -> queue.run(() -> mark.begun(work)));
  }

  @Override
  public boolean isReadable(String encoded) {
    return Phc.parse(encoded).filter(Argon2Hasher::isBearable).isPresent();
  }

  /**
   * Learns of a stored hash before anybody guesses at it, so that what it costs does not show.
   *
   * @param encoded the hash; one of each kind is enough
   */
  public void expect(String encoded) {
    Phc.parse(encoded)
        .filter(phc -> isBearable(phc) && phc.work() > nobody.work())
        .ifPresent(phc -> refusals.expect(phc.cost(), phc.work() * NANOS_PER_KIB));
    foreign
        .find(encoded)
        .ifPresent(
            check -> {
              long own = check.wrapped() == null ? 0 : nobody.work() * NANOS_PER_KIB;
              refusals.expect(check.kind(), check.work().toNanos() + own);
            });
  }

  /** Finds out what is to be done for a guess. */
  private HashQueue.Work<Boolean> work(Password password, @Nullable String encoded) {
    if (encoded == null || foreign.isSwitchedOff(encoded)) {
      return () -> refuse(password);
    }
    Optional<Phc> bearable = Phc.parse(encoded).filter(Argon2Hasher::isBearable);
    if (bearable.isPresent()) {
      return () -> matches(password, bearable.get());
    }
    Optional<ForeignChecks.Check> check = foreign.find(encoded);
    return check.isPresent() ? () -> matches(password, check.get()) : () -> refuse(password);
  }

  @Override
  public void decoy(Password password) throws HasherBusy {
    queue.run(() -> matches(password, nobody));
  }

  @Override
  public PlaceInLine takePlace() throws HasherBusy {
    return queue.takePlace();
  }

  @Override
  public boolean isOutdated(String encoded) {
    Optional<Phc> phc = Phc.parse(encoded);
    return phc.isEmpty()
        || phc.get().kind() != Phc.Kind.ARGON2ID
        || phc.get().version() != Phc.VERSION
        || phc.get().memoryKib() < settings.memoryKib()
        || phc.get().passes() < settings.passes();
  }

  /**
   * Says how many wait for a thread.
   *
   * @return the length of the queue
   */
  public int waiting() {
    return queue.waiting();
  }

  /**
   * Says how many threads hash right now.
   *
   * @return at most as many as there are
   */
  public int working() {
    return queue.working();
  }

  /**
   * Says how many may wait at the present pace; beyond it callers are turned away.
   *
   * @return the longest queue
   */
  public int longestQueue() {
    return queue.bound();
  }

  /**
   * Says how many passwords were hashed.
   *
   * @return the count since the start
   */
  public long hashed() {
    return queue.served();
  }

  /**
   * Says how many callers were turned away.
   *
   * @return the count since the start
   */
  public long turnedAway() {
    return queue.refused();
  }

  /** Turns away whoever waits and stops the threads after their present hashes. */
  @Override
  public void close() {
    queue.close();
  }

  /** Does the work of nobody's hash. */
  private boolean refuse(Password password) throws HasherBusy {
    matches(password, nobody);
    return false;
  }

  private boolean matches(Password password, Phc phc) throws HasherBusy {
    byte[] typed = password.utf8();
    try {
      long begun = time.nanoTime();
      boolean matches = argon2().matches(typed, phc);
      if (!matches) {
        makeUp(typed, nobody.work() - phc.work());
        if (phc.work() > nobody.work()) {
          refusals.note(phc.cost(), time.nanoTime() - begun);
        }
      }
      return matches;
    } finally {
      Arrays.fill(typed, (byte) 0);
    }
  }

  private boolean matches(Password password, ForeignChecks.Check check) throws HasherBusy {
    byte[] typed = password.utf8();
    try {
      long begun = time.nanoTime();
      byte[] computed = check.computation().of(typed);
      long work;
      boolean matches;
      if (check.wrapped() == null) {
        matches = MessageDigest.isEqual(computed, check.expected());
        work = check.work().toNanos() / NANOS_PER_KIB;
      } else {
        Optional<Phc> over = Phc.parse(check.wrapped()).filter(Argon2Hasher::isBearable);
        matches = argon2().matches(computed, over.orElse(nobody)) && over.isPresent();
        work = over.orElse(nobody).work();
      }
      if (!matches) {
        makeUp(typed, nobody.work() - work);
        refusals.note(check.kind(), time.nanoTime() - begun);
      }
      return matches;
    } finally {
      Arrays.fill(typed, (byte) 0);
    }
  }

  /** Does the work by which a hash was cheaper than today's. */
  private void makeUp(byte[] typed, long work) throws HasherBusy {
    int memory = (int) (work / settings.passes());
    if (memory >= LEAST_FILL_KIB) {
      argon2().hash(typed, nobody.salt(), memory, settings.passes());
    }
  }

  private static boolean isBearable(Phc phc) {
    return phc.memoryKib() <= HashSettings.MAX_MEMORY_KIB
        && phc.memoryKib() >= 8 * phc.lanes()
        && phc.passes() <= HashSettings.MAX_PASSES
        && phc.lanes() <= MAX_LANES
        && phc.salt().length >= MIN_SALT
        && phc.salt().length <= MAX_PART
        && phc.hash().length >= MIN_HASH
        && phc.hash().length <= MAX_PART;
  }

  private Phc ofToday(byte[] salt, byte[] hash) {
    return new Phc(
        Phc.Kind.ARGON2ID, Phc.VERSION, settings.memoryKib(), settings.passes(), 1, salt, hash);
  }

  private Argon2 argon2() {
    Argon2 present = argon2;
    if (present != null) {
      return present;
    }
    synchronized (loading) {
      if (argon2 == null) {
        argon2 = loader.get();
      }
      return argon2;
    }
  }

  private static Argon2 load() {
    try {
      return NativeArgon2.load();
    } catch (IOException e) {
      System.getLogger(Argon2Hasher.class.getName())
          .log(
              Level.WARNING,
              "Passwords are hashed in Java, several times slower than in native code: {0}. The"
                  + " native library needs a C library of GNU and a folder for temporary files that"
                  + " allows programs; another one is named by -Djava.io.tmpdir",
              e.toString());
      return new JavaArgon2();
    }
  }
}
