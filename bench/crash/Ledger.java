import java.util.ArrayList;
import java.util.List;

/** What the server has acknowledged about one account, kept outside of it. Used by one thread. */
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

  /** A session and whether it should be live. */
  static final class Session {
    final String token;
    Fact isLive = Fact.TRUE;

    Session(String token) {
      this.token = token;
    }
  }

  final String name;
  final List<Session> sessions = new ArrayList<>();
  Fact exists = Fact.OPEN;
  String password;
  /** A password that was asked for when the server was killed. */
  String wanted;
  String retired;
  String privateToken;

  Ledger(String name, String password) {
    this.name = name;
    this.password = password;
  }

  String email() {
    return name + "@crash.example";
  }

  /** Notes that the password was changed, which ends every other session. */
  void changed(String accepted, String token) {
    retired = password;
    password = accepted;
    wanted = null;
    privateToken = token;
    sessions.forEach(session -> session.isLive = Fact.FALSE);
  }
}
