package dev.latchkey.feature.migration;

import static dev.latchkey.feature.migration.Moving.PLAN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.latchkey.core.account.Account;
import dev.latchkey.feature.migration.Moving.Place;
import dev.latchkey.feature.migration.Result.Outcome;
import dev.latchkey.house.Owner;
import dev.latchkey.kernel.AccountId;
import dev.latchkey.kernel.Identifier;
import dev.latchkey.kernel.IdentifierKind.Namespace;
import dev.latchkey.kernel.Language;
import dev.latchkey.kernel.Origin;
import dev.latchkey.kernel.RealmName;
import dev.latchkey.kernel.StartProblem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who moves in, who is given what, and who is refused. */
class ImportRulesTest {
  private static final ImportPlan TRUSTING =
      new ImportPlan(RealmName.MAIN, "old", true, false, false, false, false);
  private static final ImportPlan WITH_ROLES =
      new ImportPlan(RealmName.MAIN, "old", false, true, false, false, false);
  private static final ImportPlan BY_NAME =
      new ImportPlan(RealmName.MAIN, "old", false, false, true, false, false);
  private static final ImportPlan DROPPING =
      new ImportPlan(RealmName.MAIN, "old", false, false, false, true, false);
  private static final ImportPlan DRY =
      new ImportPlan(RealmName.MAIN, "old", false, false, false, false, true);

  private Moving moving;

  @BeforeEach
  void open() {
    moving = Moving.into(place());
  }

  @AfterEach
  void close() {
    moving.close();
  }

  Place place() {
    return Place.SQLITE;
  }

  private static String ann(String... more) {
    return "{\"id\":\"7000\",\"username\":\"ann\",\"email\":\"ann@x.org\",\"password_hash\":\"ann's"
        + " secret\""
        + String.join("", more)
        + "}";
  }

  @Test
  void somebody_who_moves_in_has_all_that_he_had_and_signs_in_with_his_old_password() {
    List<Result> results =
        moving.lines(
            PLAN,
            ann(
                ",\"telegram\":\"Ann_tg\",\"wechat_openid\":\"oAnn\",\"full_name\":\"Ann Other\"",
                ",\"phone_number\":\"+1\",\"language\":\"zh_CN\",\"created_at\":\"2011-01-02\""));

    Account ann = moving.account("ann");
    assertThat(results)
        .extracting(Result::outcome, Result::account, Result::id)
        .containsExactly(tuple(Outcome.CREATED, new AccountId(7000), "7000"));
    assertThat(ann.id()).isEqualTo(new AccountId(7000));
    assertThat(ann.email()).isEqualTo("ann@x.org");
    assertThat(ann.emailConfirmedAt()).isNull();
    assertThat(ann.telegramName()).isEqualTo("Ann_tg");
    assertThat(ann.profile().fullName()).isEqualTo("Ann Other");
    assertThat(ann.profile().language()).isEqualTo(Language.CHINESE);
    assertThat(ann.createdAt()).isEqualTo("2011-01-02T00:00:00Z");
    assertThat(moving.find("ann@x.org")).contains(ann);
    assertThat(moving.find("ann_tg")).contains(ann);
    assertThat(
            moving
                .house()
                .house()
                .ports()
                .accounts()
                .findByIdentifier(RealmName.MAIN, Namespace.WECHAT, "oAnn"))
        .contains(ann);
    assertThat(moving.signsIn("ann", "ann's secret")).isTrue();
    assertThat(moving.signsIn("ann@x.org", "ann's secret")).isTrue();
    assertThat(moving.signsIn("ann", "another")).isFalse();
    assertThat(moving.rows("SELECT * FROM letters")).isEmpty();
  }

  @Test
  void an_imported_account_signs_in_through_every_contract_at_once() {
    moving.lines(PLAN, ann());
    var house = moving.house();

    String email = "\"email\":\"ann@x.org\",\"password\":\"ann's secret\"";
    assertThat(house.post("/sign_in", "{\"login\":\"ann\",\"password\":\"ann's secret\"}"))
        .matches(answer -> answer.statusCode() == 200);
    assertThat(house.post("/v1/auth/sign_in", "{" + email + "}"))
        .matches(answer -> answer.statusCode() == 200);
    assertThat(
            house.post(
                "/api/v1/sessions",
                "{\"user\":{" + email + ",\"authorization\":{\"platform\":\"web\"}}}"))
        .matches(answer -> answer.statusCode() == 200);
    assertThat(
            house
                .post(
                    "/api/v1/session/signin",
                    "[{\"username\":\"ann\",\"password\":\"ann's secret\"}]")
                .body())
        .startsWith("{\"status\":200");
  }

  @Test
  void the_same_file_a_second_time_changes_nothing_and_says_so() {
    String file = ann() + "\n{\"username\":\"nobody's id\"}\n{\"id\":\"7\",\"username\":\"ann\"}\n";
    List<Result> first = moving.file(PLAN, "people", file);
    Map<String, List<String>> before = moving.store();
    moving.house().clock().advance(java.time.Duration.ofDays(1));

    List<Result> second = moving.file(PLAN, "people", file);

    assertThat(first)
        .extracting(Result::outcome)
        .containsExactly(Outcome.CREATED, Outcome.CREATED, Outcome.REFUSED);
    assertThat(second)
        .extracting(Result::outcome)
        .containsExactly(Outcome.UNCHANGED, Outcome.UNCHANGED, Outcome.REFUSED);
    assertThat(second.getLast()).isEqualTo(first.getLast());
    Map<String, List<String>> after = moving.store();
    before.remove("imports");
    after.remove("imports");
    assertThat(after).isEqualTo(before);
  }

  @Test
  void a_dry_run_writes_nothing_and_says_what_the_real_one_then_does() {
    Owner.signUp(moving.house(), "here@x.org");
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 1_200; i++) {
      lines.add("{\"id\":\"" + (5000 + i) + "\",\"username\":\"u" + i + "\"}");
    }
    lines.add("{\"id\":\"5000\",\"username\":\"again\"}");
    lines.add("{\"id\":\"x1\",\"username\":\"u7\"}");
    lines.add("{\"id\":\"x2\",\"email\":\"here@x.org\"}");
    lines.add("{\"id\":\"x3\"}");
    lines.add("{\"id\":\"x4\",\"username\":\"v\",\"password_hash\":\"broken\"}");
    lines.add("{\"id\":\"x5\",\"username\":\"new\"}");
    String file = String.join("\n", lines);
    Map<String, List<String>> before = moving.store();

    List<Result> said = moving.file(DRY, "people", file);
    Map<String, List<String>> after = moving.store();
    List<Result> done = moving.file(PLAN, "people", file);

    assertThat(after).isEqualTo(before);
    assertThat(said)
        .usingRecursiveFieldByFieldElementComparatorIgnoringFields("account")
        .isEqualTo(done);
    assertThat(done.subList(1_200, 1_206))
        .extracting(Result::reason)
        .containsExactly(
            Refusal.DUPLICATE,
            Refusal.DUPLICATE,
            Refusal.TAKEN,
            Refusal.NO_NAME,
            Refusal.UNUSABLE_HASH,
            null);
    assertThat(said.getFirst().account()).isEqualTo(new AccountId(5000));
    assertThat(said.getLast().account()).as("nobody knows it beforehand").isNull();
    assertThat(done.getLast().account()).isEqualTo(new AccountId(6200));
  }

  @Test
  void numbers_stay_where_nobody_ever_had_them_and_those_to_come_lie_beyond() {
    AccountId here = Owner.signUp(moving.house(), "here@x.org").id();

    List<Result> results =
        moving.lines(
            PLAN,
            "{\"id\":\"900\",\"username\":\"a\"}",
            "{\"id\":\"" + here.value() + "\",\"username\":\"b\"}",
            "{\"id\":\"300\",\"username\":\"c\"}",
            "{\"id\":\"99\",\"username\":\"d\"}",
            "{\"id\":\"2000000000\",\"username\":\"e\"}",
            "{\"id\":\"0300\",\"username\":\"f\"}");
    AccountId next = Owner.signUp(moving.house(), "next@x.org").id();

    assertThat(results)
        .extracting(Result::account)
        .containsExactly(
            new AccountId(900),
            new AccountId(901),
            new AccountId(300),
            new AccountId(902),
            new AccountId(903),
            new AccountId(904));
    assertThat(results.get(1).detail()).isEqualTo("its old number is in use, so it has another");
    assertThat(next.value()).isGreaterThan(904);
    // A later file may still fill the gaps that the first one left.
    assertThat(moving.lines(PLAN, "{\"id\":\"301\",\"username\":\"g\"}"))
        .extracting(Result::account)
        .containsExactly(new AccountId(301));
  }

  @Test
  void a_number_is_never_given_out_again_after_its_account_is_gone() {
    moving.lines(PLAN, "{\"id\":\"900\",\"username\":\"a\"}");
    moving.house().house().core().deleteAccount().delete(new AccountId(900), Origin.LOCAL);

    List<Result> results =
        moving.lines(
            new ImportPlan(RealmName.MAIN, "other", false, false, false, false, false),
            "{\"id\":\"900\",\"username\":\"b\"}");

    assertThat(results).extracting(Result::account).doesNotContain(new AccountId(900));
    assertThat(moving.find("b")).isPresent();
  }

  @Test
  void somebody_who_was_deleted_here_does_not_come_back_with_the_old_file() {
    moving.file(PLAN, "people", ann());
    moving.house().house().core().deleteAccount().delete(new AccountId(7000), Origin.LOCAL);

    List<Result> results = moving.file(PLAN, "people", ann());

    assertThat(results).extracting(Result::reason).containsExactly(Refusal.DELETED);
    assertThat(moving.find("ann")).isEmpty();
  }

  @Test
  void whoever_took_a_name_here_first_gets_nothing_of_whom_it_belonged_to_there() {
    // He knew that Ann would move in, and took her address and name without proving either.
    Owner thief = Owner.signUp(moving.house(), "ann@x.org");
    Map<String, List<String>> before = moving.store();

    List<Result> results = moving.lines(TRUSTING, ann(",\"email_verified\":true"));

    assertThat(results)
        .singleElement()
        .satisfies(
            result -> {
              assertThat(result.reason()).isEqualTo(Refusal.TAKEN);
              assertThat(result.detail())
                  .contains("belongs to account " + thief.id(), "nothing proves")
                  .doesNotContain("ann");
            });
    Map<String, List<String>> after = moving.store();
    before.remove("imports");
    after.remove("imports");
    assertThat(after).isEqualTo(before);
    assertThat(moving.signsIn("ann", Owner.PASSWORD)).isTrue();
    assertThat(moving.signsIn("ann", "ann's secret")).isFalse();
  }

  @Test
  void an_address_that_nobody_proved_there_opens_no_account_here() {
    Owner ann = Owner.signUp(moving.house(), "ann@x.org");
    moving.house().house().core().proveAddress().prove(ann.id(), "ann@x.org", Origin.LOCAL);

    assertThat(moving.lines(TRUSTING, "{\"id\":\"1\",\"email\":\"ann@x.org\"}"))
        .extracting(Result::reason)
        .containsExactly(Refusal.TAKEN);
    assertThat(moving.lines(PLAN, "{\"id\":\"2\",\"email\":\"ann@x.org\",\"email_verified\":true}"))
        .as("what the file calls proven counts only if that was said")
        .extracting(Result::reason)
        .containsExactly(Refusal.TAKEN);
  }

  @Test
  void an_address_that_was_proven_on_both_sides_makes_two_accounts_one() {
    Owner ann = Owner.signUp(moving.house(), "ann@x.org");
    moving.house().house().core().proveAddress().prove(ann.id(), "ann@x.org", Origin.LOCAL);

    List<Result> results =
        moving.lines(
            TRUSTING,
            "{\"id\":\"1\",\"email\":\"ANN@x.org\",\"email_verified\":true,\"telegram\":\"ann_tg\","
                + "\"full_name\":\"Ann Other\",\"description\":\"hm\",\"permissions\":[\"root\"],"
                + "\"password_hash\":\"ann's secret\",\"disabled\":true}");

    Account merged = moving.account("ann_tg");
    assertThat(results)
        .singleElement()
        .satisfies(
            result -> {
              assertThat(result.outcome()).isEqualTo(Outcome.MERGED);
              assertThat(result.account()).isEqualTo(ann.id());
              assertThat(result.detail()).isEqualTo("given: telegram name, profile");
            });
    assertThat(merged.id()).isEqualTo(ann.id());
    assertThat(merged.profile().description()).isEqualTo("hm");
    assertThat(merged.permissions()).as("never by a merge").isEmpty();
    assertThat(merged.isActive()).isTrue();
    assertThat(merged.email()).isEqualTo("ann@x.org");
    assertThat(moving.signsIn("ann", Owner.PASSWORD)).as("never overwritten").isTrue();
    assertThat(moving.signsIn("ann", "ann's secret")).isFalse();
    assertThat(moving.rows("SELECT kind FROM events WHERE kind = 'IMPORTED'")).hasSize(1);
  }

  @Test
  void an_openid_makes_two_accounts_one() {
    moving.lines(PLAN, "{\"id\":\"1\",\"wechat_openid\":\"oAnn\"}");

    List<Result> results =
        moving.lines(
            new ImportPlan(RealmName.MAIN, "other", false, false, false, false, false),
            "{\"id\":\"9\",\"wechat_openid\":\"oAnn\",\"username\":\"ann\",\"email\":\"ann@x.org\","
                + "\"password_hash\":\"ann's secret\"}");

    assertThat(results).extracting(Result::outcome).containsExactly(Outcome.MERGED);
    assertThat(moving.signsIn("ann", "ann's secret")).isTrue();
    assertThat(moving.account("ann").emailConfirmedAt()).isNull();
  }

  @Test
  void names_merge_only_if_that_is_wanted_and_never_with_those_who_hold_permissions() {
    Owner ann = Owner.signUp(moving.house(), "ann@x.org");
    Owner root = Owner.signUp(moving.house(), "boss@x.org");
    moving.house().house().features().changePermissions().permit(root.id(), "root", Origin.LOCAL);

    List<Result> results =
        moving.lines(
            BY_NAME,
            "{\"id\":\"1\",\"username\":\"ann\",\"location\":\"Lima\"}",
            "{\"id\":\"2\",\"username\":\"boss\",\"wechat_openid\":\"oEvil\"}");

    assertThat(results)
        .extracting(Result::outcome, Result::reason)
        .containsExactly(tuple(Outcome.MERGED, null), tuple(Outcome.REFUSED, Refusal.TAKEN));
    assertThat(moving.account("ann").id()).isEqualTo(ann.id());
    assertThat(moving.account("ann").profile().location()).isEqualTo("Lima");
    assertThat(results.getLast().detail()).contains("holds permissions");
  }

  @Test
  void names_of_two_accounts_are_refused_whatever_is_wanted() {
    Owner.signUp(moving.house(), "ann@x.org");
    Owner.signUp(moving.house(), "bob@x.org");

    assertThat(moving.lines(BY_NAME, "{\"id\":\"1\",\"username\":\"ann\",\"email\":\"bob@x.org\"}"))
        .extracting(Result::reason)
        .containsExactly(Refusal.TWO_ACCOUNTS);
    assertThat(moving.find("ann").orElseThrow().email()).isEqualTo("ann@x.org");
  }

  @Test
  void an_address_that_its_owner_may_still_take_back_is_taken() {
    Owner ann = Owner.signUp(moving.house(), "ann@x.org");
    moving
        .house()
        .house()
        .ports()
        .accounts()
        .hold(
            ann.id(),
            RealmName.MAIN,
            Identifier.email("before@x.org").orElseThrow(),
            moving.house().clock().now().plusSeconds(60));
    String line = "{\"id\":\"1\",\"email\":\"before@x.org\"}";

    assertThat(moving.lines(BY_NAME, line))
        .extracting(Result::reason)
        .containsExactly(Refusal.TAKEN);
    moving.house().clock().advance(java.time.Duration.ofSeconds(61));
    assertThat(moving.lines(BY_NAME, line))
        .extracting(Result::outcome)
        .containsExactly(Outcome.CREATED);
  }

  @Test
  void permissions_and_proofs_come_along_only_if_that_is_said() {
    String line = ann(",\"permissions\":[\"root\"],\"email_verified\":\"2012-01-01\"");

    moving.file(PLAN, "people", line);
    Account first = moving.account("ann");
    assertThat(first.permissions()).isEmpty();
    assertThat(first.emailConfirmedAt()).isNull();

    // Said later, the proof counts; permissions of an account that is here are given by hand.
    moving.file(
        new ImportPlan(RealmName.MAIN, "old", true, true, false, false, false), "people", line);
    assertThat(moving.account("ann").emailConfirmedAt()).isNotNull();
    assertThat(moving.account("ann").permissions()).isEmpty();

    moving.lines(WITH_ROLES, "{\"id\":\"2\",\"username\":\"b\",\"permissions\":[\"clerk\",\"*\"]}");
    assertThat(moving.account("b").permissions()).containsExactly("clerk");
  }

  @Test
  void a_disabled_account_stays_disabled() {
    moving.lines(PLAN, ann(",\"disabled\":true"));

    assertThat(moving.account("ann").isActive()).isFalse();
    assertThat(moving.signsIn("ann", "ann's secret")).isFalse();
  }

  @Test
  void whoever_is_refused_stops_nobody_else_and_his_line_and_reason_are_told() {
    String longName = "n".repeat(300);
    List<Result> results =
        moving.lines(
            WITH_ROLES,
            "{\"id\":\"1\",\"username\":\"" + longName + "\"}",
            "{\"id\":\"2\",\"username\":\"a\\u0000b\"}",
            "{\"id\":\"3\",\"email\":\"no address\"}",
            "{\"id\":\"4\",\"username\":\"x4\",\"full_name\":\"" + "f".repeat(2001) + "\"}",
            "{\"id\":\"5\",\"username\":\"x5\",\"full_name\":\"a\\u0000b\"}",
            "{\"id\":\"6\",\"username\":\"x6\",\"full_name\":\"\\ud800\"}",
            "{\"id\":\"7\",\"username\":\"x7\",\"wechat_openid\":\"o p\"}",
            "{\"id\":\"8\",\"telegram\":\"t\\u0007\"}",
            "{\"id\":\"9\",\"username\":\"x9\",\"password_hash\":\"broken\"}",
            "{\"id\":\"10\",\"username\":\"x10\",\"password_hash\":\"" + "h".repeat(5000) + "\"}",
            "{\"id\":\"11\",\"username\":\"x11\",\"permissions\":[\"\u00e4\"]}",
            "{\"id\":\"1\\u001b[2J\",\"username\":\"x12\"}",
            "{\"id\":\"" + longName + "\",\"username\":\"x13\"}",
            "{\"id\":\"14\",\"username\":\"x14\",\"created_at\":\"1960-01-01\"}",
            "{\"id\":\"15\",\"username\":\"=cmd|' /C calc'!A0\"}");

    assertThat(results)
        .extracting(Result::reason)
        .containsExactly(
            Refusal.TOO_LONG,
            Refusal.BAD_USERNAME,
            Refusal.BAD_EMAIL,
            Refusal.TOO_LONG,
            Refusal.BAD_TEXT,
            Refusal.BAD_TEXT,
            Refusal.BAD_OPENID,
            Refusal.BAD_TELEGRAM,
            Refusal.UNUSABLE_HASH,
            Refusal.UNUSABLE_HASH,
            Refusal.BAD_PERMISSION,
            Refusal.BAD_ID,
            Refusal.TOO_LONG,
            Refusal.BAD_MOMENT,
            null);
    assertThat(results)
        .extracting(result -> result.place().line())
        .containsExactlyElementsOf(IntStream.rangeClosed(1, 15).mapToObj(Long::valueOf).toList());
    assertThat(results.stream().map(Result::detail).collect(Collectors.joining()))
        .doesNotContain("broken", "hhh");
    assertThat(moving.rows("SELECT id FROM accounts")).hasSize(1);
  }

  @Test
  void an_unusable_hash_may_be_left_behind() {
    List<Result> results =
        moving.lines(DROPPING, "{\"id\":\"1\",\"email\":\"a@x.org\",\"password_hash\":\"broken\"}");

    assertThat(results).extracting(Result::outcome).containsExactly(Outcome.CREATED);
    assertThat(moving.rows("SELECT * FROM passwords")).isEmpty();
  }

  @Test
  void an_address_that_cannot_exist_is_shown_and_signs_nobody_in() {
    moving.lines(
        PLAN, "{\"id\":\"1\",\"wechat_openid\":\"oAnn\",\"email\":\"wx_1@wechat.invalid\"}");

    assertThat(moving.find("wx_1@wechat.invalid")).isEmpty();
    assertThat(moving.rows("SELECT email FROM accounts")).containsExactly("wx_1@wechat.invalid|");
  }

  @Test
  void nothing_is_imported_of_a_file_that_breaks_off() {
    StringBuilder file = new StringBuilder("[");
    for (int i = 0; i < 2_000; i++) {
      file.append("{\"username\":\"u").append(i).append("\"},\n");
    }
    Map<String, List<String>> before = moving.store();

    assertThatThrownBy(() -> moving.file(PLAN, "people", file.toString()))
        .isInstanceOf(StartProblem.class)
        .hasMessageContaining("no valid JSON, in line 2001");

    assertThat(moving.store()).isEqualTo(before);
  }

  @Test
  void another_realm_is_another_world() {
    Owner.signUp(moving.house(), "ann@x.org");

    assertThat(
            moving.lines(
                new ImportPlan(new RealmName("shop"), "old", false, false, false, false, false),
                ann()))
        .extracting(Result::outcome)
        .containsExactly(Outcome.CREATED);
  }

  @Test
  void people_who_sign_up_meanwhile_keep_their_names_and_numbers() throws Exception {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 3_000; i++) {
      lines.add("{\"id\":\"" + (200 + i) + "\",\"username\":\"both" + i + "\"}");
    }
    List<AccountId> here = new ArrayList<>();
    Thread signUps =
        Thread.ofVirtual()
            .start(
                () -> {
                  for (int i = 0; i < 30; i++) {
                    try {
                      here.add(Owner.signUp(moving.house(), "both" + i * 100 + "@x.org").id());
                    } catch (IllegalStateException taken) {
                      // Whoever moves in was first.
                    }
                  }
                });

    List<Result> results = moving.lines(PLAN, lines.toArray(String[]::new));
    signUps.join();

    List<Result> refused =
        results.stream().filter(result -> result.outcome() == Outcome.REFUSED).toList();
    assertThat(here).doesNotHaveDuplicates();
    assertThat(refused).hasSameSizeAs(here).allMatch(one -> one.reason() == Refusal.TAKEN);
    assertThat(moving.rows("SELECT DISTINCT id FROM accounts")).hasSize(3_000);
    assertThat(Owner.signUp(moving.house(), "after@x.org").id().value()).isGreaterThan(3_199);
  }
}
