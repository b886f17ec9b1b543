package growth;

import java.util.List;
import java.util.concurrent.TimeUnit;

/** The rows of a made-up person, table by table, as a store holds them after a sign-up and a sign-in. */
final class Tables {
  /** Half of the sessions were "seen" then, so that a check of them has nothing to write. */
  private static final long SEEN_LATELY = 4_102_444_800_000L; // 2100-01-01

  private static final long DAY = TimeUnit.DAYS.toMillis(1);
  private static final int DAYS = 90;

  private final long now;
  private final List<String> hashes;

  /**
   * Makes them.
   *
   * @param now the moment before which everything happened, in milliseconds since 1970
   * @param hashes hashes of everybody's password, each with a salt of its own
   */
  Tables(long now, List<String> hashes) {
    this.now = now;
    this.hashes = hashes;
  }

  /** A table, the columns that are filled, and how. Parents stand before their children. */
  record Table(String name, List<String> columns, Rows rows) {}

  /** Gives the rows of one person, or a few of them, to somebody. */
  interface Rows {
    void of(Person person, Sink sink) throws Exception;
  }

  /** Takes one row, in the order of the columns. */
  interface Sink {
    void take(Object... values) throws Exception;
  }

  List<Table> all() {
    return List.of(
        new Table(
            "accounts",
            List.of(
                "id", "realm", "status", "username", "username_canonical", "email", "email_canonical",
                "email_confirmed_at", "full_name", "permissions", "created_at", "updated_at"),
            this::account),
        new Table("identifiers", List.of("realm", "namespace", "canonical", "account_id"), this::identifiers),
        new Table("passwords", List.of("account_id", "hash", "changed_at"), this::password),
        new Table(
            "sessions",
            List.of(
                "id", "account_id", "contract", "platform", "platform_version", "app_name", "app_version", "address",
                "agent", "created_at", "signed_in_at", "last_seen_at", "idle_lifetime", "expires_at"),
            this::session),
        new Table("tokens", List.of("kind", "lookup", "session_id", "issued_at"), this::token),
        new Table("known_places", List.of("account_id", "network", "seen_at"), this::place),
        new Table("known_devices", List.of("account_id", "digest", "first_seen_at", "last_seen_at"), this::device),
        new Table(
            "events",
            List.of(
                "id", "kind", "account_id", "session_id", "contract", "address", "agent", "request_id", "created_at"),
            this::event));
  }

  /** When the person signed up: later for higher numbers, as it happens. */
  private long madeAt(Person person) {
    return now - DAYS * DAY + (long) (person.number() / 1e9 * DAY);
  }

  private long signedInAt(Person person) {
    return now - DAY - person.chance(11, (int) (DAYS / 3 * DAY / 1000)) * 1000L;
  }

  private void account(Person person, Tables.Sink sink) throws Exception {
    long made = madeAt(person);
    sink.take(
        person.id(), "main", "ACTIVE", person.username(), person.username(), person.email(), person.email(),
        person.chance(12, 5) == 0 ? null : made + 60_000, person.chance(13, 3) == 0 ? null : person.fullName(), "",
        made, made);
  }

  private void identifiers(Person person, Sink sink) throws Exception {
    sink.take("main", "NAME", person.username(), person.id());
    sink.take("main", "NAME", person.email(), person.id());
  }

  private void password(Person person, Sink sink) throws Exception {
    sink.take(person.id(), hashes.get(person.chance(14, hashes.size())), madeAt(person));
  }

  private void session(Person person, Sink sink) throws Exception {
    long in = signedInAt(person);
    sink.take(
        person.sessionId(), person.id(), "session-rpc", person.platform(), "15.6", person.app(), "142.0.7444",
        person.address(), person.agent(), in, in, person.isSeenLately() ? SEEN_LATELY : in + DAY / 24, 90 * DAY,
        in + 400 * DAY);
  }

  private void token(Person person, Sink sink) throws Exception {
    sink.take("session-rpc", person.token().lookup(), person.sessionId(), signedInAt(person));
  }

  private void place(Person person, Sink sink) throws Exception {
    sink.take(person.id(), person.digest(15), signedInAt(person));
  }

  private void device(Person person, Sink sink) throws Exception {
    long in = signedInAt(person);
    sink.take(person.id(), person.digest(16), in, in);
  }

  private void event(Person person, Sink sink) throws Exception {
    sink.take(
        person.number() + 1L, "SIGNED_IN", person.id(), person.sessionId(), "session-rpc", person.address(),
        person.agent(), person.requestId(), signedInAt(person));
  }
}
