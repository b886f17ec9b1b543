package dev.latchkey.wire.contract.sessionrpc;

import dev.latchkey.core.token.FoundToken;
import dev.latchkey.kernel.Origin;
import dev.latchkey.kernel.SessionId;
import dev.latchkey.kernel.StoreUnavailable;
import dev.latchkey.kernel.TypedToken;
import dev.latchkey.wire.http.BadInput;
import dev.latchkey.wire.http.Json;
import dev.latchkey.wire.http.SocketTalk;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One open socket. Who calls is settled at the handshake: a sign-in over the socket does not change
 * it. Calls are carried out one after another, so that one socket has at most one password hashed
 * at a time. When the session ends, the socket is closed at once, but never between a call and its
 * answer: a sign-out is answered first.
 */
final class RpcSocket implements SocketTalk {
  static final int SIGNED_OUT = 4000;
  static final String SIGNED_OUT_REASON = "Signed Out";

  /** How long an answer that is being worked on may hold back the close, in milliseconds. */
  private static final long PATIENCE = 500;

  private static final Logger LOG = System.getLogger(RpcSocket.class.getName());

  private final Frames frames;
  private final Callers callers;
  private final LiveSockets live;
  private final Caller connected;
  private final Origin origin;
  private final ReentrantLock answering = new ReentrantLock();
  private volatile @Nullable Connection connection;
  private volatile boolean isSignedOut;

  RpcSocket(Frames frames, Callers callers, LiveSockets live, Caller connected, Origin origin) {
    this.frames = frames;
    this.callers = callers;
    this.live = live;
    this.connected = connected;
    this.origin = origin;
  }

  @Override
  public void opened(Connection opened) {
    connection = opened;
    SessionId session = session();
    if (session == null) {
      return;
    }
    live.add(session, this);
    // It may have ended between the handshake and the line above.
    try {
      if (currentCaller().found() == null) {
        signOut();
      }
    } catch (StoreUnavailable e) {
      // The next call asks again.
      LOG.log(
          Level.WARNING, "{0}: the store does not answer: {1}", origin.requestId(), e.getMessage());
    }
  }

  @Override
  public void text(String message) {
    take(message.getBytes(StandardCharsets.UTF_8), Encoding.JSON);
  }

  @Override
  public void binary(byte[] message) {
    if (frames.takesBinary()) {
      take(message, Encoding.MSGPACK);
    }
  }

  @Override
  public void closed() {
    SessionId session = session();
    if (session != null) {
      live.remove(session, this);
    }
  }

  /** Closes the socket because its session has ended. Returns at once. */
  void signOut() {
    isSignedOut = true;
    if (answering.isHeldByCurrentThread()) {
      return;
    }
    Thread.ofVirtual().name("session-rpc-close").start(this::closeSoon);
  }

  private void closeSoon() {
    boolean isMine = false;
    try {
      isMine = answering.tryLock(PATIENCE, TimeUnit.MILLISECONDS);
      close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      if (isMine) {
        answering.unlock();
      }
    }
  }

  private void take(byte[] message, Encoding encoding) {
    answering.lock();
    try {
      if (!isSignedOut) {
        answer(message, encoding);
      }
      if (isSignedOut) {
        close();
      }
    } finally {
      answering.unlock();
    }
  }

  private void answer(byte[] message, Encoding encoding) {
    Object decoded;
    try {
      decoded = encoding.read(message);
    } catch (BadInput e) {
      // What cannot be decoded has no id to answer to.
      return;
    }
    Map<String, @Nullable Object> answer =
        frames.answer(decoded, encoding, this::currentCaller, origin);
    Connection open = connection;
    if (answer == null || open == null) {
      return;
    }
    switch (encoding) {
      case JSON -> open.sendText(Json.write(answer));
      case MSGPACK -> open.sendBinary(MsgpackWriter.write(answer));
    }
  }

  /** The caller of the handshake, unless the session has run out or ended unnoticed since. */
  private Caller currentCaller() {
    TypedToken shown = connected.shown();
    if (connected.found() == null || shown == null) {
      return connected;
    }
    Caller now = callers.check(shown);
    if (now.found() == null) {
      isSignedOut = true;
    }
    return now;
  }

  private @Nullable SessionId session() {
    FoundToken found = connected.found();
    return found == null ? null : found.session().id();
  }

  private void close() {
    Connection open = connection;
    if (open != null) {
      open.close(SIGNED_OUT, SIGNED_OUT_REASON);
    }
  }
}
