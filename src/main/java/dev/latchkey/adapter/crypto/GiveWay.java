package dev.latchkey.adapter.crypto;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Has the system prefer all other threads to the one that calls, on Linux; elsewhere nothing
 * happens. A hash takes a processor for tens of milliseconds, while whoever checks a session wants
 * one for a tenth of a millisecond, at once. The virtual machine cannot say so: it ignores the
 * priorities of threads on Linux unless it is started as root and told otherwise.
 */
final class GiveWay implements Runnable {
  /** How much nicer: a third of the weight of the others, so that it is never starved, either. */
  static final int NICER = 5;

  private static final int NICEST = 19;

  /**
   * The longest slice the system knows. Since Linux 6.12 a thread that wakes and asks for a shorter
   * one takes the processor over at once; earlier ones ignore the figure.
   */
  private static final long SLICE_NANOS = 100_000_000;

  private static final Logger LOG = System.getLogger(GiveWay.class.getName());

  /** The size of the first version of {@code struct sched_attr}, see sched_setattr(2). */
  private static final int SIZE = 48;

  /** SCHED_OTHER; who runs the server by another policy knows why. */
  private static final int NORMAL = 0;

  private static final long POLICY_AT = 4;
  private static final long NICE_AT = 16;
  private static final long RUNTIME_AT = 24;

  private static final class Call {
    private static final @Nullable MethodHandle SYSCALL = find();

    @SuppressWarnings("restricted")
    private static @Nullable MethodHandle find() {
      Linker linker = Linker.nativeLinker();
      return linker
          .defaultLookup()
          .find("syscall")
          .map(
              address ->
                  linker.downcallHandle(
                      address,
                      FunctionDescriptor.of(
                          JAVA_LONG, JAVA_LONG, JAVA_LONG, ADDRESS, JAVA_LONG, JAVA_LONG),
                      Linker.Option.firstVariadicArg(1)))
          .orElse(null);
    }
  }

  /** Makes the calling thread give way from now on; at worst it goes on as before. */
  @Override
  public void run() {
    Numbers numbers = Numbers.here();
    if (numbers == null) {
      return;
    }
    MethodHandle call = Call.SYSCALL;
    if (call == null) {
      return;
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment mine = arena.allocate(SIZE, Long.BYTES);
      long failed = (long) call.invokeExact(numbers.get, 0L, mine, (long) SIZE, 0L);
      if (failed == 0 && mine.get(JAVA_INT, POLICY_AT) == NORMAL) {
        mine.set(JAVA_INT, NICE_AT, Math.min(mine.get(JAVA_INT, NICE_AT) + NICER, NICEST));
        mine.set(JAVA_LONG, RUNTIME_AT, SLICE_NANOS);
        failed = (long) call.invokeExact(numbers.set, 0L, mine, 0L, 0L);
      }
      if (failed != 0) {
        LOG.log(Level.DEBUG, "the system does not let threads that hash give way");
      }
    } catch (Throwable e) {
      LOG.log(Level.DEBUG, "threads that hash cannot give way: {0}", e.toString());
    }
  }

  /** The numbers of sched_setattr and sched_getattr, for which the C library has no names. */
  private record Numbers(long set, long get) {
    static @Nullable Numbers here() {
      if (!System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("linux")) {
        return null;
      }
      return switch (System.getProperty("os.arch", "").toLowerCase(Locale.ROOT)) {
        case "amd64", "x86_64" -> new Numbers(314, 315);
        case "aarch64", "arm64" -> new Numbers(274, 275);
        default -> null;
      };
    }
  }
}
