import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Holds a server that came up again against the ledger. */
final class Judge {
  final List<String> lost = new ArrayList<>();
  long facts;
  private final Calls calls;

  Judge(Calls calls) {
    this.calls = calls;
  }

  /** Checks everything about one account, and closes what was open. */
  void check(Ledger account) throws IOException, InterruptedException {
    if (account.exists == Ledger.Fact.OPEN) {
      settle(account);
      return;
    }
    Optional<String> in = calls.signInStable(account, account.password);
    if (account.wanted != null) {
      settleChange(account, in);
      return;
    }
    fact(in.isPresent(), account.name + ": the acknowledged password does not sign in");
    in.ifPresent(
        token ->
            fact(
                token.equals(account.privateToken),
                account.name + ": the stable token is another one"));
    fact(calls.knows(account.privateToken), account.name + ": the stable token is refused");
    if (account.retired != null) {
      fact(
          calls.signInStable(account, account.retired).isEmpty(),
          account.name + ": a replaced password signs in");
    }
    for (Ledger.Session session : account.sessions) {
      check(account, session);
    }
  }

  /** A sign-up without an answer either happened wholly or left the name free. */
  private void settle(Ledger account) throws IOException, InterruptedException {
    Optional<String> in = calls.signInStable(account, account.password);
    Optional<String> fresh = in.isPresent() ? in : calls.signUp(account);
    fact(fresh.isPresent(), account.name + ": half an account, neither there nor free");
    fresh.ifPresent(
        token -> {
          account.privateToken = token;
          account.exists = Ledger.Fact.TRUE;
        });
  }

  private void settleChange(Ledger account, Optional<String> byOld)
      throws IOException, InterruptedException {
    Optional<String> byNew = calls.signInStable(account, account.wanted);
    fact(byOld.isPresent() != byNew.isPresent(), account.name + ": half a change of password");
    if (byNew.isPresent()) {
      account.changed(account.wanted, byNew.get());
    } else if (byOld.isPresent()) {
      fact(byOld.get().equals(account.privateToken), account.name + ": half a change of password");
      account.wanted = null;
    }
    for (Ledger.Session session : account.sessions) {
      check(account, session);
    }
  }

  private void check(Ledger account, Ledger.Session session)
      throws IOException, InterruptedException {
    boolean isLive = calls.isLive(session.token);
    switch (session.isLive) {
      case TRUE -> fact(isLive, account.name + ": an acknowledged session is gone");
      case FALSE -> fact(!isLive, account.name + ": an ended session is back");
      case OPEN -> session.isLive = isLive ? Ledger.Fact.TRUE : Ledger.Fact.FALSE;
    }
  }

  private void fact(boolean holds, String otherwise) {
    facts++;
    if (!holds) {
      lost.add(otherwise);
    }
  }
}
