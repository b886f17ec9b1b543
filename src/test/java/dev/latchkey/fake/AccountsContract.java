package dev.latchkey.fake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.core.account.Account;
import dev.latchkey.core.account.AccountStatus;
import dev.latchkey.core.account.IdentifierTaken;
import dev.latchkey.core.account.NewAccount;
import dev.latchkey.core.account.Profile;
import dev.latchkey.core.challenge.Challenge;
import dev.latchkey.core.challenge.Purpose;
import dev.latchkey.core.event.Event;
import dev.latchkey.core.letter.Letter;
import dev.latchkey.core.session.Session;
import dev.latchkey.feature.mail.Outbox;
import dev.latchkey.kernel.AccountId;
import dev.latchkey.kernel.Identifier;
import dev.latchkey.kernel.IdentifierKind.Namespace;
import dev.latchkey.kernel.Language;
import dev.latchkey.kernel.Origin;
import dev.latchkey.kernel.RealmName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What all {@link dev.latchkey.core.account.Accounts} promise. */
public abstract class AccountsContract extends StoreContract {
  private static final AccountId NOBODY = new AccountId(4711);
  private static final Profile PROFILE =
      new Profile(
          "Ada Lovelace",
          "Ada",
          "Lovelace",
          "counts",
          "London",
          "https://a.example/a.png",
          "+44 1",
          Language.CHINESE);

  private static NewAccount inMain() {
    return NewAccount.in(RealmName.MAIN);
  }

  private Optional<AccountId> owner(String canonical) {
    return owner(RealmName.MAIN, Namespace.NAME, canonical);
  }

  private Optional<AccountId> owner(RealmName realm, Namespace namespace, String canonical) {
    return store().accounts().findByIdentifier(realm, namespace, canonical).map(Account::id);
  }

  private Account reread(Account account) {
    return store().accounts().find(account.id()).orElseThrow();
  }

  private void assertTaken(NewAccount wanted, Identifier taken) {
    assertThatExceptionOfType(IdentifierTaken.class)
        .isThrownBy(() -> store().accounts().create(wanted, now()))
        .satisfies(e -> assertThat(e.identifier()).isEqualTo(taken));
  }

  @Test
  void the_first_account_is_number_100_and_the_next_ones_follow() {
    assertThat(account("a@x.org").id()).isEqualTo(new AccountId(100));
    assertThat(account("b@x.org").id()).isEqualTo(new AccountId(101));
  }

  @Test
  void the_number_of_a_deleted_account_never_comes_back() {
    account("a@x.org");
    Account last = account("b@x.org");

    assertThat(store().accounts().delete(last.id())).isTrue();

    assertThat(account("b@x.org").id().value()).isGreaterThan(last.id().value());
  }

  @Test
  void what_was_wanted_is_what_is_found() {
    NewAccount wanted =
        inMain()
            .withUsername(name("Ada"))
            .withEmail(email("Ada.L@Example.org"))
            .withTelegram(Identifier.telegram("AdaTele").orElseThrow())
            .withWechat(Identifier.wechat("oWx-1").orElseThrow())
            .withClient("web")
            .withProfile(PROFILE);

    Account created = create(wanted);

    assertThat(created)
        .isEqualTo(
            new Account(
                created.id(),
                RealmName.MAIN,
                AccountStatus.ACTIVE,
                "Ada",
                "Ada.L@Example.org",
                null,
                "AdaTele",
                "web",
                PROFILE,
                Set.of(),
                now(),
                now()));
    assertThat(reread(created)).isEqualTo(created);
  }

  @Test
  void an_account_may_consist_of_hardly_anything() {
    Account created = create(inMain().withWechat(Identifier.wechat("oWx-1").orElseThrow()));

    assertThat(created.username()).isNull();
    assertThat(created.email()).isNull();
    assertThat(created.telegramName()).isNull();
    assertThat(created.clientId()).isNull();
    assertThat(created.profile()).isEqualTo(Profile.EMPTY);
    assertThat(reread(created)).isEqualTo(created);
  }

  @Test
  void texts_are_kept_to_the_last_sign() {
    String text = "'; DROP TABLE accounts; -- \" % _ \\ \r\n\t \uD83D\uDD11 \u202E :name <x> ?";
    Profile profile = new Profile(text, "", " ", null, text, null, text, null);

    Account created = create(inMain().withEmail(email("a@x.org")).withProfile(profile));

    assertThat(reread(created).profile()).isEqualTo(profile);
  }

  @Test
  void every_identifier_leads_to_the_account() {
    Account ada =
        create(
            inMain()
                .withUsername(name("Ada"))
                .withEmail(email("Ada@Example.ORG"))
                .withTelegram(Identifier.telegram("Tele").orElseThrow())
                .withWechat(Identifier.wechat("oWx-1").orElseThrow()));

    assertThat(owner("ada")).contains(ada.id());
    assertThat(owner("ada@example.org")).contains(ada.id());
    assertThat(owner("tele")).contains(ada.id());
    assertThat(owner(RealmName.MAIN, Namespace.WECHAT, "oWx-1")).contains(ada.id());
  }

  @Test
  void a_canonical_form_is_compared_exactly() {
    create(inMain().withUsername(name("Ada")));

    assertThat(owner("Ada")).isEmpty();
    assertThat(owner("ad_")).isEmpty();
    assertThat(owner("ad%")).isEmpty();
    assertThat(owner("")).isEmpty();
  }

  @Test
  void namespaces_and_realms_are_apart() {
    RealmName shop = new RealmName("shop");
    Account ada = create(inMain().withUsername(name("same")));
    Account bob = create(inMain().withWechat(Identifier.wechat("same").orElseThrow()));
    Account eve = create(NewAccount.in(shop).withUsername(name("same")));

    assertThat(owner("same")).contains(ada.id());
    assertThat(owner(RealmName.MAIN, Namespace.WECHAT, "same")).contains(bob.id());
    assertThat(owner(shop, Namespace.NAME, "same")).contains(eve.id());
    assertThat(owner(shop, Namespace.WECHAT, "same")).isEmpty();
  }

  @Test
  void a_name_is_taken_whatever_it_is_used_as() {
    create(inMain().withUsername(name("ada")).withEmail(email("ada@x.org")));
    Identifier telegram = Identifier.telegram("ADA").orElseThrow();
    Identifier address = name("ADA@x.org");

    assertTaken(inMain().withTelegram(telegram), telegram);
    assertTaken(inMain().withUsername(address), address);
  }

  @Test
  void the_first_taken_identifier_is_named() {
    account("a@x.org");
    Identifier taken = email("A@x.org");

    assertTaken(inMain().withUsername(name("free")).withEmail(taken), taken);
  }

  @Test
  void a_refused_account_leaves_nothing_behind() {
    account("a@x.org");
    Identifier taken = email("a@x.org");

    assertTaken(inMain().withUsername(name("free")).withEmail(taken), taken);

    assertThat(owner("free")).isEmpty();
    assertThat(store().accounts().list(null, 0, 10)).hasSize(1);
  }

  @Test
  void a_transaction_that_goes_on_after_a_refusal_is_not_committed() {
    account("a@x.org");

    assertThatThrownBy(
            () ->
                store()
                    .transactions()
                    .run(
                        () -> {
                          account("other@x.org");
                          assertTaken(inMain().withUsername(name("a@x.org")), name("a@x.org"));
                        }))
        .isInstanceOf(IllegalStateException.class);

    assertThat(owner("other@x.org")).isEmpty();
  }

  @Test
  void one_account_may_use_a_name_twice() {
    Account ada = create(inMain().withUsername(name("ada@x.org")));

    assertThat(ada.username()).isEqualTo("ada@x.org");
    assertThat(ada.email()).isEqualTo("ada@x.org");
    assertThat(owner("ada@x.org")).contains(ada.id());
  }

  @Test
  void an_address_that_is_only_shown_never_identifies() {
    Account ada =
        create(
            inMain()
                .withWechat(Identifier.wechat("oWx-1").orElseThrow())
                .withShownAddress("x1@wechat.invalid"));

    assertThat(ada.email()).isEqualTo("x1@wechat.invalid");
    assertThat(owner("x1@wechat.invalid")).isEmpty();
  }

  @Test
  void a_changed_profile_is_found() {
    Account ada = account("a@x.org");
    time.move(Duration.ofSeconds(5));

    assertThat(store().accounts().changeProfile(ada.id(), PROFILE, now())).isTrue();

    assertThat(reread(ada).profile()).isEqualTo(PROFILE);
    assertThat(reread(ada).updatedAt()).isEqualTo(now());
    assertThat(reread(ada).createdAt()).isEqualTo(ada.createdAt());
  }

  @Test
  void a_changed_address_takes_the_place_of_the_old_one() throws Exception {
    Account ada = account("old@x.org");
    store().accounts().confirmEmail(ada.id(), "old@x.org", now());

    assertThat(store().accounts().changeEmail(ada.id(), email("New@x.org"), now())).isTrue();

    assertThat(reread(ada).email()).isEqualTo("New@x.org");
    assertThat(reread(ada).emailConfirmedAt()).isNull();
    assertThat(owner("new@x.org")).contains(ada.id());
    assertThat(owner("old@x.org")).isEmpty();
    assertThat(account("old@x.org").id()).isNotEqualTo(ada.id());
  }

  @Test
  void an_old_address_stays_an_identifier_if_it_is_the_username_too() throws Exception {
    Account ada = create(inMain().withUsername(name("ada@x.org")));

    store().accounts().changeEmail(ada.id(), email("new@x.org"), now());

    assertThat(owner("ada@x.org")).contains(ada.id());
    assertThat(owner("new@x.org")).contains(ada.id());
  }

  @Test
  void an_old_address_stays_an_identifier_if_it_is_the_telegram_name_too() throws Exception {
    Account ada =
        create(
            inMain()
                .withEmail(email("ada@x.org"))
                .withTelegram(Identifier.telegram("ada@x.org").orElseThrow()));

    store().accounts().changeEmail(ada.id(), email("new@x.org"), now());

    assertThat(owner("ada@x.org")).contains(ada.id());
  }

  @Test
  void an_address_may_change_its_spelling() throws Exception {
    Account ada = account("ada@x.org");

    assertThat(store().accounts().changeEmail(ada.id(), email("ADA@x.org"), now())).isTrue();

    assertThat(reread(ada).email()).isEqualTo("ADA@x.org");
    assertThat(owner("ada@x.org")).contains(ada.id());
  }

  @Test
  void a_username_may_become_the_address_and_go_again() throws Exception {
    Account ada = create(inMain().withUsername(name("ada@x.org")).withEmail(email("mail@x.org")));

    store().accounts().changeEmail(ada.id(), email("ada@x.org"), now());
    assertThat(owner("mail@x.org")).isEmpty();
    store().accounts().changeEmail(ada.id(), email("third@x.org"), now());

    assertThat(owner("ada@x.org")).contains(ada.id());
    assertThat(owner("third@x.org")).contains(ada.id());
  }

  @Test
  void an_invented_address_can_be_replaced_by_a_real_one() throws Exception {
    Account ada =
        create(
            inMain()
                .withWechat(Identifier.wechat("oWx-1").orElseThrow())
                .withShownAddress("x1@wechat.invalid"));

    store().accounts().changeEmail(ada.id(), email("ada@x.org"), now());

    assertThat(reread(ada).email()).isEqualTo("ada@x.org");
    assertThat(owner("ada@x.org")).contains(ada.id());
  }

  @Test
  void an_address_of_another_account_cannot_be_taken_over() {
    Account ada = account("ada@x.org");
    Account bob = account("bob@x.org");

    assertThatThrownBy(() -> store().accounts().changeEmail(bob.id(), email("ADA@x.org"), now()))
        .isInstanceOf(IdentifierTaken.class);

    assertThat(owner("ada@x.org")).contains(ada.id());
    assertThat(owner("bob@x.org")).contains(bob.id());
    assertThat(reread(bob)).isEqualTo(bob);
  }

  @Test
  void an_address_is_confirmed_only_while_it_is_the_account_s() throws Exception {
    Account ada = account("old@x.org");
    store().accounts().changeEmail(ada.id(), email("new@x.org"), now());

    assertThat(store().accounts().confirmEmail(ada.id(), "old@x.org", now())).isFalse();
    assertThat(reread(ada).emailConfirmedAt()).isNull();
    assertThat(store().accounts().confirmEmail(ada.id(), "new@x.org", now())).isTrue();
    assertThat(reread(ada).emailConfirmedAt()).isEqualTo(now());
    assertThat(store().accounts().confirmEmail(NOBODY, "new@x.org", now())).isFalse();
  }

  @Test
  void an_address_stays_confirmed_since_the_first_time() {
    Account ada = account("a@x.org");
    Instant first = now();
    store().accounts().confirmEmail(ada.id(), "a@x.org", first);
    time.move(Duration.ofDays(1));

    assertThat(store().accounts().confirmEmail(ada.id(), "a@x.org", now())).isTrue();

    assertThat(reread(ada).emailConfirmedAt()).isEqualTo(first);
  }

  @Test
  void a_status_is_kept() {
    Account ada = account("a@x.org");

    assertThat(store().accounts().changeStatus(ada.id(), AccountStatus.DISABLED, now())).isTrue();
    assertThat(reread(ada).isActive()).isFalse();
    assertThat(store().accounts().changeStatus(ada.id(), AccountStatus.ACTIVE, now())).isTrue();
    assertThat(reread(ada).isActive()).isTrue();
  }

  @Test
  void permissions_are_replaced_as_a_whole() {
    Account ada = account("a@x.org");

    store().accounts().changePermissions(ada.id(), Set.of("root", "a b", "c,d"), now());
    assertThat(reread(ada).permissions()).containsExactlyInAnyOrder("root", "a b", "c,d");
    store().accounts().changePermissions(ada.id(), Set.of("read"), now());
    assertThat(reread(ada).permissions()).containsExactly("read");
    store().accounts().changePermissions(ada.id(), Set.of(), now());
    assertThat(reread(ada).permissions()).isEmpty();
  }

  @Test
  void nobody_can_be_changed() throws Exception {
    assertThat(store().accounts().find(NOBODY)).isEmpty();
    assertThat(store().accounts().changeProfile(NOBODY, PROFILE, now())).isFalse();
    assertThat(store().accounts().changeEmail(NOBODY, email("a@x.org"), now())).isFalse();
    assertThat(store().accounts().changeStatus(NOBODY, AccountStatus.DISABLED, now())).isFalse();
    assertThat(store().accounts().changePermissions(NOBODY, Set.of("x"), now())).isFalse();
    assertThat(store().accounts().delete(NOBODY)).isFalse();
    assertThat(heard.accounts()).isEmpty();
    assertThat(owner("a@x.org")).isEmpty();
  }

  @Test
  void every_change_is_told_once_after_the_commit() throws Exception {
    Account ada = account("a@x.org");
    AccountId id = ada.id();

    store().accounts().changeProfile(id, PROFILE, now());
    store().accounts().changeEmail(id, email("b@x.org"), now());
    store().accounts().confirmEmail(id, "b@x.org", now());
    store().accounts().changeStatus(id, AccountStatus.DISABLED, now());
    store().accounts().changePermissions(id, Set.of("x"), now());
    store().accounts().delete(id);

    assertThat(heard.accounts()).containsExactly(id, id, id, id, id, id);
  }

  @Test
  void a_change_that_was_rolled_back_is_not_told() {
    Account ada = account("a@x.org");

    assertThatThrownBy(
            () ->
                store()
                    .transactions()
                    .run(
                        () -> {
                          store().accounts().changeStatus(ada.id(), AccountStatus.DISABLED, now());
                          assertThat(heard.accounts()).isEmpty();
                          throw new IllegalStateException("no");
                        }))
        .isInstanceOf(IllegalStateException.class);

    assertThat(heard.accounts()).isEmpty();
    assertThat(reread(ada).isActive()).isTrue();
  }

  @Test
  void a_deleted_account_takes_all_with_it_but_the_record() {
    Account ada = account("a@x.org");
    Session session = kept(ada.id());
    store().credentials().setPasswordHash(ada.id(), "hash", now());
    store().tokens().insert(token("kind", "lookup", session.id()));
    store()
        .challenges()
        .insert(
            new Challenge(
                7,
                Purpose.PASSWORD_RESET,
                "digest",
                ada.id(),
                "a@x.org",
                false,
                now(),
                now(),
                null));
    store()
        .outbox()
        .insert(
            Outbox.Entry.waiting(
                new Letter(Letter.Kind.RESET_PASSWORD, ada.id(), "a@x.org", null, null, Map.of()),
                null,
                "place",
                now(),
                null));
    Event event = new Event(Event.Kind.DELETED, ada.id(), null, null, Origin.LOCAL, now());

    store()
        .transactions()
        .run(
            () -> {
              store().accounts().delete(ada.id());
              store().events().append(event);
            });

    assertThat(store().accounts().find(ada.id())).isEmpty();
    assertThat(owner("a@x.org")).isEmpty();
    assertThat(store().credentials().passwordHash(ada.id())).isEmpty();
    assertThat(store().sessions().find(session.id())).isEmpty();
    assertThat(store().tokens().find("kind", "lookup")).isEmpty();
    assertThat(store().challenges().find(7)).isEmpty();
    assertThat(store().outbox().list(0, 10)).isEmpty();
    assertThat(store().recordedEvents()).containsExactly(event);
  }

  @Test
  void a_held_address_is_nobodys_name_and_only_its_own_account_can_take_it_back() throws Exception {
    Account ada = account("ada@x.org");
    Account bob = account("bob@x.org");
    Instant until = now().plusSeconds(60);
    store().accounts().changeEmail(ada.id(), email("new@x.org"), now());
    store().accounts().hold(ada.id(), RealmName.MAIN, email("ada@x.org"), until);

    assertThat(owner("ada@x.org")).isEmpty();
    assertThatThrownBy(() -> store().accounts().changeEmail(bob.id(), email("ADA@x.org"), now()))
        .isInstanceOf(IdentifierTaken.class);
    assertThatThrownBy(
            () -> store().accounts().create(inMain().withEmail(email("ada@x.org")), now()))
        .isInstanceOf(IdentifierTaken.class);
    assertThat(store().accounts().changeEmail(ada.id(), email("ada@x.org"), now())).isTrue();
    assertThat(owner("ada@x.org")).contains(ada.id());
  }

  @Test
  void a_held_address_is_free_from_the_moment_its_time_is_over() throws Exception {
    Account ada = account("ada@x.org");
    Instant until = now().plusSeconds(60);
    store().accounts().changeEmail(ada.id(), email("new@x.org"), now());
    store().accounts().hold(ada.id(), RealmName.MAIN, email("ada@x.org"), until);
    NewAccount wanted = inMain().withEmail(email("ada@x.org"));

    assertThatThrownBy(() -> store().accounts().create(wanted, until.minusMillis(1)))
        .isInstanceOf(IdentifierTaken.class);
    Account next = store().accounts().create(wanted, until);
    assertThat(owner("ada@x.org")).contains(next.id());
  }

  @Test
  void a_name_in_use_cannot_be_held() throws Exception {
    Account ada = account("ada@x.org");
    Account bob = account("bob@x.org");

    store().accounts().hold(bob.id(), RealmName.MAIN, email("ada@x.org"), now().plusSeconds(60));
    store().accounts().hold(ada.id(), RealmName.MAIN, email("ada@x.org"), now().plusSeconds(60));

    assertThat(owner("ada@x.org")).contains(ada.id());
  }

  @Test
  void events_of_a_deleted_account_lead_to_nobody() {
    Account ada = account("ada@x.org");
    Account bob = account("bob@x.org");
    Origin origin = new Origin("203.0.113.9", "agent", null, "request");
    Event hers = new Event(Event.Kind.SIGNED_IN, ada.id(), null, "contract", origin, now());
    Event his = new Event(Event.Kind.SIGNED_IN, bob.id(), null, "contract", origin, now());
    store().events().append(hers);
    store().events().append(his);

    store().accounts().delete(ada.id());

    Event erased =
        new Event(Event.Kind.SIGNED_IN, ada.id(), null, "contract", Origin.erased("-"), hers.at());
    assertThat(store().recordedEvents()).containsExactly(erased, his);
  }

  @Test
  void accounts_are_listed_page_by_page() {
    RealmName shop = new RealmName("shop");
    Account a = account("a@x.org");
    Account b = create(NewAccount.in(shop).withEmail(email("a@x.org")));
    Account c = account("c@x.org");

    assertThat(store().accounts().list(null, 0, 2)).containsExactly(a, b);
    assertThat(store().accounts().list(null, b.id().value(), 2)).containsExactly(c);
    assertThat(store().accounts().list(RealmName.MAIN, 0, 10)).containsExactly(a, c);
    assertThat(store().accounts().list(shop, 0, 10)).containsExactly(b);
    assertThat(store().accounts().list(shop, b.id().value(), 10)).isEmpty();
  }

  @Test
  void of_many_parallel_claims_to_one_address_exactly_one_succeeds() throws Exception {
    List<String> spellings = List.of("ada@x.org", "ADA@x.org", "Ada@X.ORG", "\uFF21da@x.org");

    List<Boolean> made =
        Crowd.rush(
            50,
            i ->
                () -> {
                  String spelling = spellings.get(i % spellings.size());
                  NewAccount wanted =
                      i % 2 == 0
                          ? inMain().withEmail(email(spelling))
                          : inMain().withUsername(name(spelling));
                  try {
                    store().accounts().create(wanted, now());
                    return true;
                  } catch (IdentifierTaken e) {
                    return false;
                  }
                });

    assertThat(made).containsOnlyOnce(true);
    assertThat(store().accounts().list(null, 0, 100)).hasSize(1);
  }
}
