package crash;

import java.util.ArrayList;
import java.util.List;

/** What the server has acknowledged about one account, kept outside of it. Used by one thread at a time. */
final class Ledger {
  /** What is known of something that was asked for. */
  enum Fact {
    /** The server said yes. */
    TRUE,
    /** The server said that it is over. */
    FALSE,
    /** The server was killed before it answered: either is right, but it must be one of them. */
    OPEN
  }

  /** The contracts whose sessions come and go. */
  enum Kind {
    RPC,
    DEVICE,
    JWT
  }

  /** A session and whether it should be live. */
  static final class Session {
    final Kind kind;

    /** What its client holds now. */
    String token;

    /** What the token replaced, while a lost answer can still be fetched by it; else null. */
    String predecessor;

    /** When that happened at the earliest, in milliseconds. */
    long rotatedAt;

    /** Whether the token was shown for a new one, and no answer came. */
    boolean isRotating;

    /** When it was first shown without an answer, in milliseconds. */
    long askedAt;

    Fact isLive = Fact.TRUE;

    Session(Kind kind, String token) {
      this.kind = kind;
      this.token = token;
    }

    Session copy() {
      Session copy = new Session(kind, token);
      copy.predecessor = predecessor;
      copy.rotatedAt = rotatedAt;
      copy.isRotating = isRotating;
      copy.askedAt = askedAt;
      copy.isLive = isLive;
      return copy;
    }

    /** Notes that the token is about to be shown for a new one. */
    void rotates() {
      if (!isRotating) {
        isRotating = true;
        askedAt = System.currentTimeMillis();
      }
    }

    /** Notes that the token was replaced. */
    void rotated(String successor) {
      if (!isRotating) {
        throw new IllegalStateException("nobody asked for it");
      }
      predecessor = token;
      token = successor;
      // It may have been replaced the first time it was shown, long before an answer came.
      rotatedAt = askedAt;
      isRotating = false;
    }
  }

  final String name;
  final List<Session> sessions = new ArrayList<>();
  Fact exists = Fact.OPEN;
  String password;

  /** A password that was asked for when the server was killed; null if none was. */
  String wantedPassword;

  String retiredPassword;
  String email;

  /** An address that was asked for when the server was killed; null if none was. */
  String wantedEmail;

  String retiredEmail;
  String privateToken;
  String retiredToken;

  Ledger(String name, String password) {
    this.name = name;
    this.password = password;
    this.email = name + "@crash.example";
  }

  /** Gives another ledger that says the same. */
  Ledger copy() {
    Ledger copy = new Ledger(name, password);
    sessions.forEach(session -> copy.sessions.add(session.copy()));
    copy.exists = exists;
    copy.wantedPassword = wantedPassword;
    copy.retiredPassword = retiredPassword;
    copy.email = email;
    copy.wantedEmail = wantedEmail;
    copy.retiredEmail = retiredEmail;
    copy.privateToken = privateToken;
    copy.retiredToken = retiredToken;
    return copy;
  }

  /** Says whether something was asked for that has no answer yet. */
  boolean isOpen() {
    return exists == Fact.OPEN
        || wantedPassword != null
        || wantedEmail != null
        || sessions.stream().anyMatch(one -> one.isLive == Fact.OPEN || one.isRotating);
  }

  /** Notes that the wanted password was taken, which ends every session. */
  void passwordChanged(String token) {
    retiredPassword = password;
    password = wantedPassword;
    wantedPassword = null;
    retiredToken = privateToken;
    privateToken = token;
    for (Session session : sessions) {
      session.isLive = Fact.FALSE;
      session.isRotating = false;
    }
  }

  /** Notes that the wanted address was taken. */
  void emailChanged() {
    retiredEmail = email;
    email = wantedEmail;
    wantedEmail = null;
  }
}
