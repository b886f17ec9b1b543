package compare;

import java.io.IOException;
import java.util.List;
import load.Load;

/** A server that takes part, with the three things that are asked of both. */
interface Side {
  /** Gives the name of its column. */
  String name();

  /** Gives the command that starts it, as its own documentation tells. */
  List<String> command();

  /** Gives the port of its health page. */
  int healthPort();

  /** Gives the running server. */
  Running running();

  /** Starts it, and comes back when it says that it is ready. */
  void start() throws IOException, InterruptedException;

  /** Makes ready what the loads need, such as accounts and tokens. The server runs. */
  void prepare() throws IOException, InterruptedException;

  /** Somebody signs in with name and password, into a session of his own. */
  Load signIns();

  /** A session is checked; a few sessions, again and again. */
  Load checks();

  /** An access token is replaced. */
  Load refreshes();
}
