package dev.latchkey.boot;

import dev.latchkey.adapter.crypto.SystemEntropy;
import dev.latchkey.adapter.crypto.SystemTime;
import dev.latchkey.check.Ask;
import dev.latchkey.check.CaseResult;
import dev.latchkey.check.CheckContract;
import dev.latchkey.check.CheckContract.Plan;
import dev.latchkey.check.Definition;
import dev.latchkey.check.HttpAsking;
import dev.latchkey.check.NoAnswer;
import dev.latchkey.check.Wanted;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Any server, about to be held against a contract. */
public final class CheckServer implements AutoCloseable {
  private static final int SEED_LENGTH = 8;

  private final String base;
  private final HttpAsking asking;

  /**
   * Takes the server. Sends nothing yet.
   *
   * @param address its address
   * @param patience how long one answer may take
   * @param rate how many requests a second it is sent at most
   * @throws IllegalArgumentException if the address is none, saying why in one line
   */
  public CheckServer(String address, Duration patience, int rate) {
    this.base = HttpAsking.base(address);
    this.asking = new HttpAsking(base, patience, rate, new SystemTime());
  }

  /**
   * Draws what makes the names of a check unlike all others.
   *
   * @return eight letters and digits
   */
  public static String newSeed() {
    String digits = Long.toString(new SystemEntropy().positiveLong(), Character.MAX_RADIX);
    return ("0".repeat(SEED_LENGTH) + digits).substring(digits.length());
  }

  /**
   * Tells the address.
   *
   * @return the address without a slash at its end
   */
  public String base() {
    return base;
  }

  /**
   * Sends one request, to learn whether anything is there.
   *
   * @throws NoAnswer if nothing answers
   */
  public void reach() throws NoAnswer {
    asking.ask(new Ask("GET", "/", List.of(), new byte[0], true));
  }

  /**
   * Checks.
   *
   * @param definition the contract
   * @param seed what makes the names of its accounts unlike others
   * @param values values over those of the definition
   * @param hasAccount whether {@code values} hold an account that exists
   * @param wanted what is known from outside
   * @param only the one case that is meant; null for all
   * @param seen learns of each result as it comes
   * @return the results, in order
   */
  public List<CaseResult> check(
      Definition definition,
      String seed,
      Map<String, String> values,
      boolean hasAccount,
      Wanted wanted,
      @Nullable String only,
      Consumer<CaseResult> seen) {
    Predicate<Definition.Case> isMeant = one -> only == null || one.name().equals(only);
    return new CheckContract(base, asking, wanted)
        .check(definition, new Plan(seed, values, hasAccount), isMeant, seen);
  }

  @Override
  public void close() {
    asking.close();
  }
}
