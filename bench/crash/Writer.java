import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/** Changes accounts of its own, one call after another, and keeps the ledger of what was answered. */
final class Writer implements Runnable {
  final List<Ledger> accounts = new ArrayList<>();
  final AtomicLong acknowledged = new AtomicLong();
  private final int number;
  private final RandomGenerator random;
  private final Calls calls;
  private final String run;
  private int made;
  volatile RuntimeException wrong;

  Writer(int number, String run, RandomGenerator random, Calls calls) {
    this.number = number;
    this.run = run;
    this.random = random;
    this.calls = calls;
  }

  /** Goes on until the server is gone. */
  @Override
  public void run() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        step();
        acknowledged.incrementAndGet();
      }
    } catch (IOException | InterruptedException e) {
      // The server was killed; what was on its way stays open in the ledger.
    } catch (RuntimeException e) {
      wrong = e;
    }
  }

  private void step() throws IOException, InterruptedException {
    int choice = random.nextInt(10);
    if (accounts.isEmpty() || choice < 3) {
      signUp();
      return;
    }
    Ledger account = accounts.get(random.nextInt(accounts.size()));
    if (account.exists != Ledger.Fact.TRUE || account.wanted != null) {
      signUp();
    } else if (choice < 6) {
      account.sessions.add(new Ledger.Session(calls.open(account)));
    } else if (choice < 8) {
      end(account);
    } else {
      change(account);
    }
  }

  private void signUp() throws IOException, InterruptedException {
    Ledger account = new Ledger("c" + run + "_" + number + "_" + made++, "first-" + random.nextInt(1 << 30));
    accounts.add(account);
    account.privateToken = calls.signUp(account).orElseThrow(() -> new Calls.Wrong("a fresh name is taken"));
    account.exists = Ledger.Fact.TRUE;
  }

  private void end(Ledger account) throws IOException, InterruptedException {
    for (Ledger.Session session : account.sessions) {
      if (session.isLive == Ledger.Fact.TRUE) {
        session.isLive = Ledger.Fact.OPEN;
        calls.end(session.token);
        session.isLive = Ledger.Fact.FALSE;
        return;
      }
    }
    account.sessions.add(new Ledger.Session(calls.open(account)));
  }

  private void change(Ledger account) throws IOException, InterruptedException {
    account.wanted = "next-" + random.nextInt(1 << 30);
    String token = calls.change(account, account.wanted);
    account.changed(account.wanted, token);
  }
}
