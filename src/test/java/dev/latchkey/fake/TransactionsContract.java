package dev.latchkey.fake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.core.account.Account;
import dev.latchkey.core.account.NewAccount;
import dev.latchkey.core.client.Client;
import dev.latchkey.kernel.AccountId;
import dev.latchkey.kernel.ConcurrentChange;
import dev.latchkey.kernel.RealmName;
import dev.latchkey.kernel.StoreUnavailable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What every {@link dev.latchkey.kernel.Transactions} promises. */
public abstract class TransactionsContract extends StoreContract {
  private Client client(String id) {
    return new Client(id, RealmName.MAIN, "a client", null, now());
  }

  private boolean isKept(String id) {
    return store().clients().find(id).isPresent();
  }

  @Test
  void what_the_work_returns_is_returned_and_what_it_wrote_is_kept() {
    String returned =
        store()
            .transactions()
            .call(
                () -> {
                  store().clients().add(client("one"));
                  return "done";
                });

    assertThat(returned).isEqualTo("done");
    assertThat(isKept("one")).isTrue();
  }

  @Test
  void an_exception_rolls_everything_back_and_is_thrown_on() {
    IllegalStateException thrown = new IllegalStateException("no");

    assertThatThrownBy(
            () ->
                store()
                    .transactions()
                    .run(
                        () -> {
                          store().clients().add(client("one"));
                          store().clients().add(client("two"));
                          throw thrown;
                        }))
        .isSameAs(thrown);

    assertThat(store().clients().list()).isEmpty();
  }

  @Test
  void an_error_rolls_everything_back_too() {
    assertThatThrownBy(
            () ->
                store()
                    .transactions()
                    .run(
                        () -> {
                          store().clients().add(client("one"));
                          throw new AssertionError("no");
                        }))
        .isInstanceOf(AssertionError.class);

    assertThat(isKept("one")).isFalse();
  }

  @Test
  void work_sees_what_it_wrote() {
    boolean seen =
        store()
            .transactions()
            .call(
                () -> {
                  store().clients().add(client("one"));
                  return isKept("one");
                });

    assertThat(seen).isTrue();
  }

  @Test
  void a_call_within_a_call_joins_it() {
    assertThatThrownBy(
            () ->
                store()
                    .transactions()
                    .run(
                        () -> {
                          store().transactions().run(() -> store().clients().add(client("one")));
                          assertThat(isKept("one")).isTrue();
                          throw new IllegalStateException("after the inner call has returned");
                        }))
        .isInstanceOf(IllegalStateException.class);

    assertThat(isKept("one")).isFalse();
  }

  @Test
  void what_fails_within_fails_the_whole_even_if_the_outer_work_catches_it() {
    assertThatThrownBy(
            () ->
                store()
                    .transactions()
                    .run(
                        () -> {
                          store().clients().add(client("outer"));
                          try {
                            store().transactions().run(this::writeAndFail);
                          } catch (UnsupportedOperationException e) {
                            assertThat(e).hasMessage("half-way");
                          }
                        }))
        .isInstanceOf(IllegalStateException.class);

    assertThat(store().clients().list()).isEmpty();
  }

  private void writeAndFail() {
    store().clients().add(client("inner"));
    throw new UnsupportedOperationException("half-way");
  }

  @Test
  void effects_run_after_the_commit_in_order_on_the_thread_that_called() {
    List<String> seen = new ArrayList<>();
    long caller = Thread.currentThread().threadId();

    store()
        .transactions()
        .run(
            () -> {
              store()
                  .transactions()
                  .afterCommit(
                      () -> seen.add("first " + (Thread.currentThread().threadId() == caller)));
              store()
                  .transactions()
                  .run(
                      () ->
                          store()
                              .transactions()
                              .afterCommit(() -> seen.add("second " + isKept("one"))));
              store().clients().add(client("one"));
              assertThat(seen).isEmpty();
            });

    assertThat(seen).containsExactly("first true", "second true");
  }

  @Test
  void effects_of_work_that_rolls_back_are_forgotten() {
    List<String> seen = new ArrayList<>();

    assertThatThrownBy(
            () ->
                store()
                    .transactions()
                    .run(
                        () -> {
                          store().transactions().afterCommit(() -> seen.add("effect"));
                          throw new IllegalStateException("no");
                        }))
        .isInstanceOf(IllegalStateException.class);
    store().transactions().run(() -> store().clients().add(client("one")));

    assertThat(seen).isEmpty();
  }

  @Test
  void without_a_transaction_an_effect_runs_at_once() {
    List<String> seen = new ArrayList<>();

    store().transactions().afterCommit(() -> seen.add("effect"));

    assertThat(seen).containsExactly("effect");
  }

  @Test
  void while_it_is_known_how_the_commit_went_no_belief_is_forgotten() {
    List<String> forgotten = new ArrayList<>();

    store().transactions().inDoubt(() -> forgotten.add("without a transaction"));
    store()
        .transactions()
        .run(
            () -> {
              store().clients().add(client("one"));
              store().transactions().inDoubt(() -> forgotten.add("committed"));
            });
    assertThatThrownBy(
            () ->
                store()
                    .transactions()
                    .run(
                        () -> {
                          store().transactions().inDoubt(() -> forgotten.add("rolled back"));
                          throw new IllegalStateException("no");
                        }))
        .isInstanceOf(IllegalStateException.class);

    assertThat(forgotten).isEmpty();
  }

  @Test
  void an_effect_may_open_a_transaction_of_its_own() {
    store()
        .transactions()
        .run(
            () ->
                store()
                    .transactions()
                    .afterCommit(
                        () ->
                            store()
                                .transactions()
                                .run(() -> store().clients().add(client("later")))));

    assertThat(isKept("later")).isTrue();
  }

  @Test
  void a_concurrent_change_starts_the_work_again_from_nothing() {
    AtomicInteger runs = new AtomicInteger();
    List<Integer> effects = new ArrayList<>();

    int result =
        store()
            .transactions()
            .call(
                () -> {
                  int run = runs.incrementAndGet();
                  store().transactions().afterCommit(() -> effects.add(run));
                  assertThat(store().clients().add(client("one"))).isTrue();
                  if (run < 3) {
                    throw new ConcurrentChange("again");
                  }
                  return run;
                });

    assertThat(result).isEqualTo(3);
    assertThat(effects).containsExactly(3);
    assertThat(isKept("one")).isTrue();
  }

  @Test
  void concurrent_changes_without_end_make_the_store_unavailable() {
    AtomicInteger runs = new AtomicInteger();

    assertThatThrownBy(
            () ->
                store()
                    .transactions()
                    .run(
                        () -> {
                          runs.incrementAndGet();
                          throw new ConcurrentChange("again and again");
                        }))
        .isInstanceOf(StoreUnavailable.class);

    assertThat(runs).hasValueGreaterThanOrEqualTo(10);
  }

  @Test
  void reading_and_writing_under_the_lock_of_an_account_loses_no_update() throws Exception {
    AccountId id = store().accounts().create(NewAccount.in(RealmName.MAIN), now()).id();

    Crowd.rush(
        50,
        i ->
            () ->
                store()
                    .transactions()
                    .call(
                        () -> {
                          Account account = store().accounts().lock(id).orElseThrow();
                          Set<String> words = new HashSet<>(account.permissions());
                          words.add("word" + i);
                          return store().accounts().changePermissions(id, words, now());
                        }));

    assertThat(store().accounts().find(id).orElseThrow().permissions()).hasSize(50);
  }
}
