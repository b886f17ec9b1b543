package growth;

import dev.latchkey.adapter.sql.Database;
import dev.latchkey.core.account.Account;
import dev.latchkey.kernel.IdentifierKind.Namespace;
import dev.latchkey.kernel.RealmName;
import dev.latchkey.kernel.TypedToken;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Times look-ups through the ports of an open database, with neither HTTP nor cache before it, one after another, each
 * of somebody else out of the whole range.
 */
final class Lookups {
  private final Database database;
  private final int people;
  private final Random random;

  Lookups(Database database, int people, long seed) {
    this.database = database;
    this.people = people;
    this.random = new Random(seed);
  }

  /** Times session checks: token, session and account, read by the token. */
  Times checks(int count) {
    List<Person> whom = whom(count);
    List<String> keys = whom.stream().map(Person::token).map(TypedToken::lookup).toList();
    long[] nanos = new long[count];
    for (int i = 0; i < count; i++) {
      long began = System.nanoTime();
      int found = database.tokens().find("session-rpc", keys.get(i)).orElseThrow().account().id().value();
      nanos[i] = System.nanoTime() - began;
      expect(whom.get(i), found);
    }
    return Times.of(nanos);
  }

  /** Times what a sign-in reads before it hashes: the account by its name, and the password's hash. */
  Times names(int count) {
    List<Person> whom = whom(count);
    List<String> keys = whom.stream().map(one -> one.number() % 2 == 0 ? one.email() : one.username()).toList();
    long[] nanos = new long[count];
    for (int i = 0; i < count; i++) {
      long began = System.nanoTime();
      Account found =
          database.accounts().findByIdentifier(RealmName.MAIN, Namespace.NAME, keys.get(i)).orElseThrow();
      String hash = database.credentials().passwordHash(found.id()).orElseThrow();
      nanos[i] = System.nanoTime() - began;
      expect(whom.get(i), hash.isEmpty() ? 0 : found.id().value());
    }
    return Times.of(nanos);
  }

  private List<Person> whom(int count) {
    List<Person> whom = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      whom.add(new Person(random.nextInt(people)));
    }
    return whom;
  }

  private static void expect(Person person, int id) {
    if (id != person.id()) {
      throw new IllegalStateException("asked for account " + person.id() + ", found " + id);
    }
  }
}
