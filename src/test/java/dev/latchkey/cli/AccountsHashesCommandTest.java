package dev.latchkey.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.adapter.foreign.Vectors;
import dev.latchkey.core.account.NewAccount;
import dev.latchkey.core.credential.ForeignHashes.Reading;
import dev.latchkey.core.signup.SignUpOutcome;
import dev.latchkey.core.signup.SignUpRequest;
import dev.latchkey.house.RunningHouse;
import dev.latchkey.kernel.Identifier;
import dev.latchkey.kernel.Origin;
import dev.latchkey.kernel.Password;
import dev.latchkey.kernel.RealmName;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is left of hashes from elsewhere is counted, and families are switched off by a setting. */
class AccountsHashesCommandTest {
  private static final String UNTIL = "LATCHKEY_FOREIGN_HASHES_UNTIL";

  @TempDir Path directory;

  @Test
  void accounts_are_counted_by_family_and_cost() {
    try (RunningHouse house = RunningHouse.start()) {
      foreign(house, "ann", "published phpass");
      foreign(house, "bob", "published phpass");
      foreign(house, "eve", "published bcrypt a");
      foreign(house, "joe", null);
      String data = house.house().settings().data().toString();
      Console console = console("phpass=2027-06-30");

      Console.Result table = console.run("accounts", "hashes", "--data", data);
      assertThat(table.code()).isZero();
      assertThat(table.out().lines().map(line -> line.replaceAll(" +", " ")).toList())
          .containsExactly(
              "FAMILY COST ACCOUNTS REFUSED FROM",
              "phpass 11 2 2027-06-30",
              "argon2id m=256,t=1,p=1 1 -",
              "bcrypt 6 1 -");
      Console.Result json = console.run("accounts", "hashes", "--data", data, "--json");
      assertThat(json.rows())
          .extracting(row -> row.get("family"))
          .containsExactly("phpass", "argon2id", "bcrypt");
      assertThat(json.rows().getFirst())
          .containsEntry("accounts", 2L)
          .containsEntry("refused_from", "2027-06-30");
    }
  }

  @Test
  void a_mistake_in_the_setting_is_one_plain_line() {
    try (RunningHouse house = RunningHouse.start()) {
      String data = house.house().settings().data().toString();
      refused(data, "md5-crypt", "must be a family and a date, such as md5-crypt=2027-06-30");
      refused(data, "md5-crypt=tomorrow", "such as md5-crypt=2027-06-30");
      refused(data, "md5-crypt=2027-06-30,md5-crypt=2028-06-30", "each family once");
      refused(
          data,
          "bcript=2027-06-30",
          "no family of hashes \"bcript\" to switch off; did you mean bcrypt?");
      refused(data, "argon2id=2027-06-30", "no family of hashes \"argon2id\" to switch off");
    }
  }

  private void refused(String data, String setting, String words) {
    Console.Result result = console(setting).run("accounts", "hashes", "--data", data);
    assertThat(result.code()).as(setting).isEqualTo(2);
    assertThat(result.err()).hasLineCount(1).contains("foreign_hashes", words);
    assertThat(result.out()).isEmpty();
  }

  private Console console(String until) {
    return new Console(directory, Map.of(UNTIL, until));
  }

  private static void foreign(RunningHouse house, String name, @Nullable String vector) {
    NewAccount wanted =
        NewAccount.in(RealmName.MAIN).withUsername(Identifier.name(name).orElseThrow());
    SignUpOutcome outcome =
        house
            .house()
            .core()
            .signUp()
            .signUp(new SignUpRequest(wanted, Password.of("2L2Ug5U4tqH"), null, Origin.LOCAL));
    if (vector == null) {
      return;
    }
    Reading reading = house.house().ports().foreignHashes().read(Vectors.named(vector).hash());
    house
        .house()
        .ports()
        .credentials()
        .setPasswordHash(
            ((SignUpOutcome.SignedUp) outcome).account().id(),
            ((Reading.Kept) reading).stored(),
            house.clock().now());
  }
}
