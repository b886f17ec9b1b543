package crash;

import crash.Ledger.Fact;
import crash.Ledger.Session;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/** Holds a server that came up again against the ledger. */
final class Judge {
  private static final long BELIEVED_MILLIS = 1_100;
  /** A little less than the minute for which a replaced token gets its successor. */
  private static final long GRACE_MILLIS = 50_000;

  private static final int AT_ONCE = 16;
  private static final int MOST_ATTEMPTS = 40;
  private static final int PAUSE_MILLIS = 250;

  /** What does not hold, one line each. */
  final List<String> lost = Collections.synchronizedList(new ArrayList<>());

  final LongAdder facts = new LongAdder();

  /** How often the server could not tell yet. */
  final LongAdder askedAgain = new LongAdder();

  private final Calls calls;

  Judge(Calls calls) {
    this.calls = calls;
  }

  /** Checks accounts, several at the same time. */
  void check(Collection<Ledger> accounts) throws Exception {
    Semaphore turns = new Semaphore(AT_ONCE);
    List<Future<?>> all = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Ledger account : accounts) {
        turns.acquire();
        all.add(
            threads.submit(
                () -> {
                  try {
                    checkPatiently(account);
                    return null;
                  } finally {
                    turns.release();
                  }
                }));
      }
    }
    for (Future<?> one : all) {
      one.get();
    }
  }

  /** A server whose store was gone a moment ago may still say that it cannot tell; but not for long. */
  private void checkPatiently(Ledger account) throws IOException, InterruptedException {
    for (int attempt = 1; ; attempt++) {
      try {
        check(account);
        return;
      } catch (Calls.InDoubt | SocketTimeoutException e) {
        if (attempt == MOST_ATTEMPTS) {
          throw e;
        }
        askedAgain.increment();
        TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
      }
    }
  }

  /** Checks everything about one account, and closes what was open. */
  private void check(Ledger account) throws IOException {
    if (account.exists == Fact.OPEN) {
      settle(account);
      return;
    }
    Optional<String> in = calls.signIn(account.name, account.password);
    if (account.wantedPassword != null) {
      settlePassword(account, in);
      in = calls.signIn(account.name, account.password);
    }
    fact(in.isPresent(), account, "the acknowledged password does not sign in");
    in.ifPresent(
        token -> fact(token.equals(account.privateToken), account, "the stable token is another one"));
    if (account.retiredPassword != null) {
      boolean isRefused = calls.signIn(account.name, account.retiredPassword).isEmpty();
      fact(isRefused, account, "a replaced password signs in");
      fact(calls.email(account.retiredToken).isEmpty(), account, "a replaced stable token works");
    }
    checkEmail(account);
    for (Session session : account.sessions) {
      check(account, session);
    }
  }

  /** A sign-up without an answer either happened wholly or left the name free. */
  private void settle(Ledger account) throws IOException {
    Optional<String> in = calls.signIn(account.name, account.password);
    Optional<String> byEmail = calls.signIn(account.email, account.password);
    fact(in.equals(byEmail), account, "its name and its address do not lead to the same");
    Optional<String> fresh = in.isPresent() ? in : calls.signUp(account);
    fact(fresh.isPresent(), account, "half an account, neither there nor free");
    fresh.ifPresent(
        token -> {
          account.privateToken = token;
          account.exists = Fact.TRUE;
        });
  }

  private void settlePassword(Ledger account, Optional<String> byOld) throws IOException {
    Optional<String> byNew = calls.signIn(account.name, account.wantedPassword);
    fact(byOld.isPresent() != byNew.isPresent(), account, "half a change of password");
    if (byNew.isPresent()) {
      account.passwordChanged(byNew.get());
    } else {
      account.wantedPassword = null;
    }
  }

  private static void pause(long millis) {
    try {
      java.util.concurrent.TimeUnit.MILLISECONDS.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void checkEmail(Ledger account) throws IOException {
    Optional<String> shown = calls.email(account.privateToken);
    if (account.wantedEmail != null && !shown.equals(Optional.of(account.wantedEmail))) {
      // A server that lived on while its database died believes what it read for a second.
      pause(BELIEVED_MILLIS);
      shown = calls.email(account.privateToken);
    }
    fact(shown.isPresent(), account, "the stable token is refused");
    if (shown.isEmpty()) {
      return;
    }
    if (account.wantedEmail != null) {
      if (shown.get().equals(account.wantedEmail)) {
        account.emailChanged();
      } else {
        boolean isFree = calls.signIn(account.wantedEmail, account.password).isEmpty();
        fact(isFree, account, "half a change of address");
        account.wantedEmail = null;
      }
    }
    fact(shown.get().equals(account.email), account, "the acknowledged address is gone");
    boolean isKnown = calls.signIn(account.email, account.password).isPresent();
    fact(isKnown, account, "the acknowledged address does not sign in");
    if (account.retiredEmail != null) {
      boolean isGone = calls.signIn(account.retiredEmail, account.password).isEmpty();
      fact(isGone, account, "a replaced address signs in");
    }
  }

  private void check(Ledger account, Session session) throws IOException {
    switch (session.kind) {
      case RPC -> check(account, session, calls.isLiveRpc(session.token));
      case DEVICE -> check(account, session, calls.isLiveDevice(session.token));
      case JWT -> {
        if (Calls.isExpired(session.token)) {
          checkRotation(account, session);
        }
      }
    }
  }

  private void check(Ledger account, Session session, boolean isLive) {
    String what = " session of " + session.kind;
    switch (session.isLive) {
      case TRUE -> fact(isLive, account, "an acknowledged" + what + " is gone");
      case FALSE -> fact(!isLive, account, "an ended" + what + " is back");
      case OPEN -> session.isLive = isLive ? Fact.TRUE : Fact.FALSE;
    }
  }

  /**
   * The one way to see whether a session whose access token has expired is live is to refresh it. Whoever asks again by
   * the token that was just replaced must get the same successor: that is how a lost answer is fetched. Whoever does that
   * too late has no session any more, and may not know that the answer was lost.
   */
  private void checkRotation(Ledger account, Session session) throws IOException {
    if (session.isLive == Fact.TRUE
        && !session.isRotating
        && session.predecessor != null
        && isFresh(session.rotatedAt)) {
      Optional<String> again = calls.refresh(session.predecessor);
      if (isFresh(session.rotatedAt)) {
        fact(
            again.equals(Optional.of(session.token)),
            account,
            "the answer to an acknowledged refresh cannot be fetched again");
      } else if (again.isEmpty()) {
        session.isLive = Fact.OPEN;
      }
    }
    boolean wasInDoubt = session.isRotating;
    String asked = session.token;
    session.rotates();
    Optional<String> successor = calls.refresh(asked);
    if (wasInDoubt && session.isLive == Fact.TRUE && !isFresh(session.askedAt)) {
      session.isLive = Fact.OPEN;
    }
    check(account, session, successor.isPresent());
    if (successor.isPresent()) {
      session.rotated(successor.get());
      Optional<String> again = calls.refresh(asked);
      if (isFresh(session.rotatedAt)) {
        fact(again.equals(successor), account, "two askers by one token get different successors");
      } else if (again.isEmpty()) {
        session.isLive = Fact.OPEN;
      }
    }
    session.isRotating = false;
  }

  private static boolean isFresh(long moment) {
    return System.currentTimeMillis() < moment + GRACE_MILLIS;
  }

  private void fact(boolean holds, Ledger account, String otherwise) {
    facts.increment();
    if (!holds) {
      lost.add(account.name + ": " + otherwise);
    }
  }
}
