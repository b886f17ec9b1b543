package overload;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Lets hostile clients hold connections, memory and attention, beside session checks of honest ones. */
final class Slow {
  private static final int PEOPLE = 50;

  /** Some below the bound of the listener, which honest clients share. */
  private static final int MANY = 9000;

  private static final double CHECKS = 500;

  /** Of the longest life: the ten seconds that a request may take, and what the look-out and this program add. */
  private static final double LONGEST_SECONDS = 13;

  /** Thousands of new connections in one moment are a load of their own. */
  private static final double OPENING_SECONDS = 4;

  private static final byte[] NOTHING = {};
  private static final String POST =
      "POST /sign_in HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n";
  private static final String UPGRADE =
      "GET /api HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
          + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";

  /** How long a connection of an attack may live at most, if it is bounded at all. */
  private enum Life {
    BOUNDED,
    FREE
  }

  private final Options options;
  private final Report report;
  private Server server;
  private People people;
  private Tally idle;

  Slow(Options options, Report report) {
    this.options = options;
    this.report = report;
  }

  void run() throws Exception {
    // Hashes are cheap here: what is measured is the listener.
    String settings = Flood.ROOMY + "hashing: {memory_kib: 64, passes: 1}\n";
    try (Server started = Flood.start(options, settings, "-Xmx512m")) {
      server = started;
      people = People.signUp(server.port, PEOPLE);
      Load.run(server.port, 5, Stream.closed("session checks", people.checks(), 200, 16));
      idle = Flood.checks(server, people, CHECKS, 8);
      report.title("Slow and hostile clients");
      report.line(
          "%.0f session checks a second beside them, whose p99 was %s before; the heap has 512 MiB; resident memory was %.0f MB",
          CHECKS, Flood.millis(idle.good.millis(0.99)), server.residentMegabytes());
      report.table(
          "attack", "open at the end, cut so far", "longest life of one", "first answers", "p99 of checks while they open", "and after", "checks that succeeded", "resident memory at most", "promises");
      attack("a header, a byte each second", MANY, text("GET /sign_in HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: "), text("a"), true, Life.BOUNDED);
      attack("a body, a byte each second", MANY, text(POST + "Content-Length: 1000\r\n\r\n{"), text("a"), true, Life.BOUNDED);
      attack("a chunked body, a chunk each second", MANY, text(POST + "Transfer-Encoding: chunked\r\n\r\n"), text("1\r\na\r\n"), true, Life.BOUNDED);
      attack("a thousand requests at once, no answer read", 500, times(people.check(0), 1000), NOTHING, false, Life.BOUNDED);
      attack("idle after one request", MANY, people.check(0), NOTHING, true, Life.FREE);
      attack("idle from the start", MANY, NOTHING, NOTHING, true, Life.FREE);
      attack("17 KiB of header", 20, text("GET /sign_in HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Large: " + "a".repeat(17 * 1024)), NOTHING, true, Life.BOUNDED);
      attack("a chunked body of a gigabyte", 4, text(POST + "Transfer-Encoding: chunked\r\n\r\n"), chunks(), true, Life.BOUNDED);
      attack("a compressed body", 20, text(POST + "Content-Encoding: gzip\r\nContent-Length: 20\r\n\r\n12345678901234567890"), NOTHING, true, Life.BOUNDED);
      attack("idle WebSockets", MANY, text(UPGRADE), NOTHING, true, Life.FREE);
      attack("a message of a WebSocket that never ends, 1 KiB each second", 2000, join(text(UPGRADE), masked((byte) 0x1, text("a"))), masked((byte) 0x0, text("a".repeat(1024))), true, Life.FREE);
      attack("a WebSocket message of 1 MiB", 50, join(text(UPGRADE), masked((byte) 0x81, text("a".repeat(1 << 20)))), NOTHING, true, Life.BOUNDED);
      attack("ten thousand empty pings each second on a WebSocket", 4, text(UPGRADE), times(masked((byte) 0x89, NOTHING), 10_000), true, Life.FREE);
      attack("ten thousand calls on a WebSocket, no answer read", 50, join(text(UPGRADE), times(call(), 10_000)), NOTHING, false, Life.FREE);
    }
  }

  private void attack(String name, int size, byte[] first, byte[] more, boolean isReading, Life life)
      throws Exception {
    if (!name.contains(options.only)) {
      return;
    }
    double seconds = Math.max(4, options.seconds / 4);
    server.takeLargestMegabytes();
    Stream opening = Stream.open("session checks", people.checks(), 200, CHECKS);
    Stream checks = Stream.open("session checks", people.checks(), 200, CHECKS);
    String answers;
    double longest;
    String counts;
    try (Crowd crowd = new Crowd(server.port, size, first, more, isReading)) {
      Load.run(server.port, OPENING_SECONDS, opening);
      Load.run(server.port, seconds, checks);
      answers = crowd.answers();
      longest = crowd.longestSeconds;
      counts = crowd.open + ", " + crowd.cut;
    }
    double memory = server.takeLargestMegabytes();
    Tally tally = checks.tally;
    double success = Math.min(tally.success(), opening.tally.success());
    boolean isBounded = life == Life.FREE || longest <= LONGEST_SECONDS;
    boolean isServed = success >= 0.999;
    boolean isSmall = memory <= Flood.smallBudget();
    report.judged(
        name + ", " + size + " times",
        String.join(
            " | ",
            counts,
            longest == 0 ? "" : String.format(Locale.ROOT, "%.1f s", longest),
            answers,
            Flood.millis(opening.tally.good.millis(0.99)),
            Flood.millis(tally.good.millis(0.99)),
            String.format(Locale.ROOT, "%.2f %%", 100 * success),
            String.format(Locale.ROOT, "%.0f MB", memory)),
        (isBounded ? "" : "lives too long; ") + (isServed ? "" : "checks fail; ")
            + (isSmall ? "" : "too much memory; ")
            + "all",
        isBounded && isSmall && isServed && server.isAlive());
    TimeUnit.SECONDS.sleep(1);
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static byte[] join(byte[] one, byte[] other) {
    byte[] both = Arrays.copyOf(one, one.length + other.length);
    System.arraycopy(other, 0, both, one.length, other.length);
    return both;
  }

  private static byte[] times(byte[] part, int count) {
    byte[] whole = new byte[part.length * count];
    for (int i = 0; i < count; i++) {
      System.arraycopy(part, 0, whole, i * part.length, part.length);
    }
    return whole;
  }

  /** A mebibyte in chunks; a gigabyte is a thousand of them. */
  private static byte[] chunks() {
    return times(text("2000\r\n" + "a".repeat(0x2000) + "\r\n"), 128);
  }

  private static byte[] call() {
    return masked((byte) 0x81, text("{\"type\":\"call\",\"id\":1,\"method\":\"/v1/session/signin\",\"args\":[]}"));
  }

  /** A frame of a client, masked with zeros (RFC 6455, section 5.2). */
  private static byte[] masked(byte kind, byte[] payload) {
    ByteBuffer frame = ByteBuffer.allocate(14 + payload.length);
    frame.put(kind);
    if (payload.length < 126) {
      frame.put((byte) (0x80 | payload.length));
    } else if (payload.length < 1 << 16) {
      frame.put((byte) (0x80 | 126)).putShort((short) payload.length);
    } else {
      frame.put((byte) (0x80 | 127)).putLong(payload.length);
    }
    frame.putInt(0).put(payload);
    return Arrays.copyOf(frame.array(), frame.position());
  }
}
