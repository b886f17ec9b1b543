package crash;

import crash.Ledger.Fact;
import crash.Ledger.Kind;
import crash.Ledger.Session;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Lock;
import java.util.random.RandomGenerator;

/** Changes accounts of its own, one call after another, and keeps the ledger of what was answered. */
final class Writer implements Runnable {
  final List<Ledger> accounts = new ArrayList<>();

  /** How many writes were acknowledged. */
  final AtomicLong acknowledged = new AtomicLong();

  /** Set to end a run. */
  volatile boolean isOver;

  /** An answer that no kill explains; null if there was none. */
  volatile RuntimeException wrong;

  private final Lock pen;
  private final int number;
  private final RandomGenerator random;
  private final Calls calls;
  private final String run;
  private int made;

  /**
   * @param pen held whenever something is written into the ledger: before a request goes out, or after its answer came
   */
  Writer(int number, String run, RandomGenerator random, Calls calls, Lock pen) {
    this.pen = pen;
    this.number = number;
    this.run = run;
    this.random = random;
    this.calls = calls;
  }

  /** Goes on until it is told to stop or the server is gone. */
  @Override
  public void run() {
    try {
      while (!isOver) {
        try {
          step();
          acknowledged.incrementAndGet();
        } catch (Calls.InDoubt | SocketTimeoutException e) {
          // The store is gone or slow, the server is not: what was asked for stays open in the ledger.
          TimeUnit.MILLISECONDS.sleep(20);
        }
      }
    } catch (IOException | InterruptedException e) {
      // The server was killed; what was on its way stays open in the ledger.
    } catch (RuntimeException e) {
      wrong = e;
    }
  }

  private void step() throws IOException {
    int choice = random.nextInt(100);
    Ledger account = accounts.isEmpty() ? null : accounts.get(random.nextInt(accounts.size()));
    if (account == null || choice < 25 || account.isOpen()) {
      signUp();
    } else if (choice < 55) {
      open(account, Kind.values()[choice % 3]);
    } else if (choice < 68) {
      end(account);
    } else if (choice < 80) {
      rotate();
    } else if (choice < 91) {
      changePassword(account);
    } else {
      changeEmail(account);
    }
  }

  private void signUp() throws IOException {
    String name = "c" + run + "_" + number + "_" + made++;
    Ledger account = new Ledger(name, "first-" + random.nextInt(1 << 30));
    note(() -> accounts.add(account));
    String token =
        calls.signUp(account).orElseThrow(() -> new Calls.Wrong("the fresh name " + name + " is taken"));
    note(
        () -> {
          account.privateToken = token;
          account.exists = Fact.TRUE;
        });
  }

  private void open(Ledger account, Kind kind) throws IOException {
    String token =
        switch (kind) {
          case RPC -> calls.openRpc(account);
          case DEVICE -> calls.openDevice(account, "program " + account.sessions.size());
          case JWT -> calls.openJwt(account);
        };
    note(() -> account.sessions.add(new Session(kind, token)));
  }

  private void end(Ledger account) throws IOException {
    for (Session session : account.sessions) {
      if (session.isLive == Fact.TRUE) {
        note(() -> session.isLive = Fact.OPEN);
        switch (session.kind) {
          case RPC -> calls.endRpc(session.token);
          case DEVICE -> calls.endDevice(session.token);
          case JWT -> calls.endJwt(session.token);
        }
        note(() -> session.isLive = Fact.FALSE);
        return;
      }
    }
    open(account, Kind.RPC);
  }

  /** Replaces a token that has expired, of one of the latest accounts, or opens a session whose token will. */
  private void rotate() throws IOException {
    for (int i = accounts.size() - 1; i >= Math.max(0, accounts.size() - 50); i--) {
      for (Session session : accounts.get(i).sessions) {
        if (isRipe(session) && !accounts.get(i).isOpen()) {
          note(session::rotates);
          String successor =
              calls
                  .refresh(session.token)
                  .orElseThrow(() -> new Calls.Wrong("a live session is not refreshed"));
          note(() -> session.rotated(successor));
          return;
        }
      }
    }
    Ledger account = accounts.getLast();
    if (account.isOpen()) {
      signUp();
    } else {
      open(account, Kind.JWT);
    }
  }

  private static boolean isRipe(Session session) {
    return session.kind == Kind.JWT
        && session.isLive == Fact.TRUE
        && Calls.isExpired(session.token);
  }

  private void changePassword(Ledger account) throws IOException {
    String wanted = "next-" + random.nextInt(1 << 30);
    note(() -> account.wantedPassword = wanted);
    String token = calls.changePassword(account, wanted);
    note(() -> account.passwordChanged(token));
  }

  private void changeEmail(Ledger account) throws IOException {
    String wanted = account.name + "." + random.nextInt(1 << 30) + "@crash.example";
    note(() -> account.wantedEmail = wanted);
    calls.changeEmail(account, wanted);
    note(account::emailChanged);
  }

  private void note(Runnable change) {
    pen.lock();
    try {
      change.run();
    } finally {
      pen.unlock();
    }
  }
}
