package dev.latchkey.cli;

import dev.latchkey.boot.House;
import dev.latchkey.core.account.NewAccount;
import dev.latchkey.core.signup.SignUpOutcome;
import dev.latchkey.core.signup.SignUpRequest;
import dev.latchkey.kernel.Identifier;
import dev.latchkey.kernel.IdentifierKind.Namespace;
import dev.latchkey.kernel.Origin;
import dev.latchkey.kernel.Password;
import dev.latchkey.kernel.RealmName;
import dev.latchkey.kernel.StartProblem;
import dev.latchkey.wire.http.Contract;
import java.util.ArrayList;
import java.util.List;

/** The demonstration: one account with a known password, and a request to try for each contract. */
final class Demo {
  /** The name of the account. */
  static final String NAME = "demo@latchkey.example";

  /** Its password: known to everybody, which is why the demonstration works on loopback only. */
  static final String PASSWORD = "demo-password";

  private Demo() {}

  /** Makes the account unless it exists, and writes what to try. */
  static List<String> prepare(House house, String address) {
    Identifier name = Identifier.email(NAME).orElseThrow();
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add("Demo account: " + NAME + ", password: " + PASSWORD);
    boolean exists =
        house
            .ports()
            .accounts()
            .findByIdentifier(RealmName.MAIN, Namespace.NAME, name.canonical())
            .isPresent();
    if (!exists) {
      make(house, name);
    }
    lines.add("Sign in with it:");
    for (Contract contract : house.contracts()) {
      contract
          .sample(NAME, PASSWORD)
          .ifPresent(
              sample -> {
                lines.add("");
                lines.add("# " + contract.name());
                lines.add(
                    "curl -sS -H 'Content-Type: application/json' "
                        + address
                        + sample.path()
                        + " -d '"
                        + sample.json()
                        + "'");
              });
    }
    return lines;
  }

  private static void make(House house, Identifier name) {
    SignUpOutcome outcome =
        house
            .core()
            .signUp()
            .signUp(
                new SignUpRequest(
                    NewAccount.in(RealmName.MAIN).withEmail(name),
                    Password.of(PASSWORD),
                    null,
                    Origin.LOCAL));
    switch (outcome) {
      case SignUpOutcome.SignedUp made -> {}
      case SignUpOutcome.Taken taken -> {}
      case SignUpOutcome.Throttled throttled -> throw busy();
      case SignUpOutcome.Overloaded overloaded -> throw busy();
    }
  }

  private static StartProblem busy() {
    return new StartProblem(
        "the demo account could not be made: the machine is too busy; try again");
  }
}
