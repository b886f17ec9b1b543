package dev.latchkey.feature.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.latchkey.boot.Ports;
import dev.latchkey.core.letter.Letter;
import dev.latchkey.core.letter.Letters;
import dev.latchkey.core.policy.Budgets;
import dev.latchkey.feature.mail.Bell;
import dev.latchkey.feature.mail.OutboxLetters;
import dev.latchkey.feature.password.RequestReset;
import dev.latchkey.house.Owner;
import dev.latchkey.house.RunningHouse;
import dev.latchkey.kernel.Identifier;
import dev.latchkey.kernel.Origin;
import dev.latchkey.kernel.RealmName;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Accounts that change between the moment a letter is asked for and the moment it is written. */
class OvertakenRequestTest {
  private static final String OLD = "ada@x.org";
  private static final String EVIL = "evil@x.org";

  private RunningHouse house;
  private Owner ada;

  @BeforeEach
  void start() {
    house = RunningHouse.start();
    ada = Owner.signUp(house, OLD);
  }

  @AfterEach
  void stop() {
    house.close();
  }

  @Test
  void no_reset_link_goes_to_an_address_that_was_just_taken_back() {
    String undo = moveToEvil();
    int before = ada.mail().size();

    RequestReset.Outcome outcome =
        reset(() -> undo(undo)).request(RealmName.MAIN, EVIL, Origin.LOCAL);

    assertThat(outcome).isEqualTo(new RequestReset.Outcome.NoMailbox());
    List<Owner.Mail> later = ada.mail().subList(before, ada.mail().size());
    assertThat(later).extracting(Owner.Mail::address).containsOnly(OLD);
  }

  @Test
  void whoever_closed_the_account_meanwhile_gets_no_letter_and_no_failure() {
    Runnable close = () -> house.house().core().deleteAccount().delete(ada.id(), Origin.LOCAL);

    assertThat(reset(close).request(RealmName.MAIN, OLD, Origin.LOCAL))
        .isEqualTo(new RequestReset.Outcome.NoMailbox());
  }

  @Test
  void nor_when_a_confirmation_was_asked_for() {
    Runnable close = () -> house.house().core().deleteAccount().delete(ada.id(), Origin.LOCAL);

    assertThat(confirmation(close).request(RealmName.MAIN, OLD, Origin.LOCAL))
        .isEqualTo(new RequestConfirmation.Outcome.NoMailbox());
  }

  @Test
  void nor_when_somebody_wanted_the_address() {
    Runnable close = () -> house.house().core().deleteAccount().delete(ada.id(), Origin.LOCAL);
    Identifier wanted = Identifier.email(OLD).orElseThrow();
    TellOwner tellOwner = tellOwner(close);

    assertThatCode(() -> tellOwner.tell(RealmName.MAIN, wanted, "pages", Origin.LOCAL))
        .doesNotThrowAnyException();
    assertThat(Owner.mail(house)).isEmpty();
  }

  /** Proves the address, then has a thief change it; gives the link that takes that back. */
  private String moveToEvil() {
    house.house().features().requestConfirmation().request(RealmName.MAIN, OLD, Origin.LOCAL);
    String proof = ada.newest(Letter.Kind.CONFIRM_EMAIL).link();
    assertThat(house.house().features().confirmEmail().confirm(proof, Origin.LOCAL))
        .isEqualTo(ConfirmEmail.Outcome.DONE);
    house.house().features().requestEmailChange().request(ada.proven(), EVIL, Origin.LOCAL);
    String link = ada.newest(Letter.Kind.CONFIRM_NEW_EMAIL).link();
    assertThat(house.house().features().confirmEmailChange().confirm(link, Origin.LOCAL))
        .isEqualTo(ConfirmEmailChange.Outcome.DONE);
    return ada.mail().stream()
        .filter(one -> one.kind() == Letter.Kind.EMAIL_CHANGED && one.address().equals(OLD))
        .toList()
        .getLast()
        .link();
  }

  private void undo(String link) {
    assertThat(house.house().features().undoEmailChange().undo(link, Origin.LOCAL))
        .isEqualTo(UndoEmailChange.Outcome.DONE);
  }

  private RequestReset reset(Runnable meanwhile) {
    Ports ports = house.house().ports();
    return new RequestReset(
        ports.accounts(),
        house.house().core().issueChallenge(),
        letters(),
        slow(meanwhile),
        ports.events(),
        ports.transactions(),
        ports.time());
  }

  private RequestConfirmation confirmation(Runnable meanwhile) {
    Ports ports = house.house().ports();
    return new RequestConfirmation(
        ports.accounts(),
        house.house().core().issueChallenge(),
        letters(),
        slow(meanwhile),
        ports.events(),
        ports.transactions(),
        ports.time());
  }

  private TellOwner tellOwner(Runnable meanwhile) {
    Ports ports = house.house().ports();
    return new TellOwner(
        ports.accounts(),
        letters(),
        slow(meanwhile),
        ports.events(),
        ports.transactions(),
        ports.time());
  }

  private Letters letters() {
    Ports ports = house.house().ports();
    return new OutboxLetters(
        ports.outbox(),
        ports.sealer(),
        new Bell(),
        ports.transactions(),
        ports.entropy(),
        ports.time());
  }

  /** Budgets are asked after the account was read and before a letter is written. */
  private static Budgets slow(Runnable meanwhile) {
    return new Budgets() {
      @Override
      public Grant letter(String subject, String address) {
        meanwhile.run();
        return new Grant.Granted();
      }

      @Override
      public Grant signIn(String subject, String address, @Nullable String client) {
        return new Grant.Spent(Duration.ofSeconds(1));
      }

      @Override
      public void giveBack(String subject) {
        throw new IllegalStateException("nobody signs in here");
      }

      @Override
      public void fill(String subject) {
        throw new IllegalStateException("nobody signs in here");
      }

      @Override
      public Grant signUp(String address) {
        return new Grant.Spent(Duration.ofSeconds(1));
      }
    };
  }
}
