package dev.latchkey.check;

import dev.latchkey.feature.mail.Outbox;
import dev.latchkey.house.RunningHouse;
import dev.latchkey.kernel.Time;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A running server that is held against contracts, with its letters and all that it answers. */
final class CheckedHouse implements AutoCloseable {
  private static final int RATE = 1000;
  private static final Time TIME = Instant::now;

  private final RunningHouse house;
  private final HttpAsking asking;

  CheckedHouse(RunningHouse house) {
    this.house = house;
    this.asking = new HttpAsking(base(), Duration.ofSeconds(10), RATE, TIME);
  }

  String base() {
    return "http://127.0.0.1:" + house.port();
  }

  /** Runs all cases, and keeps what was answered in each, in order. */
  List<CaseResult> check(Definition definition, String seed, List<List<Answer>> answers) {
    Asking recording =
        ask -> {
          Answer answer = asking.ask(ask);
          answers.getLast().add(answer);
          return answer;
        };
    answers.add(new ArrayList<>());
    return new CheckContract(base(), recording, this::mailed)
        .check(
            definition,
            new CheckContract.Plan(seed, Map.of(), false),
            one -> true,
            result -> answers.add(new ArrayList<>()));
  }

  /** Finds the token of the newest letter to the account of a case. */
  Optional<String> mailed(String name, Map<String, String> known) {
    List<Outbox.Entry> letters =
        house.house().ports().outbox().list(0, 10_000).stream()
            .filter(one -> one.address().equals(known.get("email")) && one.sealedSecret() != null)
            .toList();
    if (letters.isEmpty()) {
      return Optional.empty();
    }
    Outbox.Entry letter = letters.getLast();
    byte[] sealed = Base64.getDecoder().decode(String.valueOf(letter.sealedSecret()));
    byte[] secret = house.house().ports().sealer().open(sealed, letter.place());
    return Optional.of(new String(secret, StandardCharsets.UTF_8));
  }

  @Override
  public void close() {
    asking.close();
    house.close();
  }
}
