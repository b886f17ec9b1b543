package dev.latchkey.wire.http;

import dev.latchkey.kernel.CurrentRequest;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;
import org.eclipse.jetty.websocket.core.CloseStatus;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.FrameHandler;
import org.eclipse.jetty.websocket.core.OpCode;
import org.eclipse.jetty.websocket.core.exception.BadPayloadException;
import org.eclipse.jetty.websocket.core.exception.MessageTooLargeException;
import org.jspecify.annotations.Nullable;

/** One open WebSocket (RFC 6455): frames to messages one way, messages to frames the other. */
final class SocketSession implements FrameHandler, SocketTalk.Connection {

  /** How long the other side may take to answer our close frame. */
  private static final Duration CLOSE_LIFETIME = Duration.ofSeconds(2);

  /** How many threads may wait to send to one client that reads slowly. */
  private static final int MAX_SENDERS = 64;

  private final SocketTalk talk;
  private final Sockets sockets;
  private final String requestId;
  private final Scheduler scheduler;
  private final Duration sendLimit;
  private final PartialMessage message;
  private final Serial steps = new Serial();
  private final ReentrantLock sending = new ReentrantLock(true);
  private final AtomicBoolean closing = new AtomicBoolean();
  private boolean isText;
  private int frames;
  private volatile @Nullable CoreSession core;
  private volatile Scheduler.@Nullable Task cut;

  SocketSession(
      SocketTalk talk,
      Sockets sockets,
      String requestId,
      Scheduler scheduler,
      Duration sendLimit,
      PartialMessage message) {
    this.talk = talk;
    this.sockets = sockets;
    this.requestId = requestId;
    this.scheduler = scheduler;
    this.sendLimit = sendLimit;
    this.message = message;
  }

  @Override
  public void onOpen(CoreSession opened, Callback callback) {
    core = opened;
    sockets.add(this);
    step(() -> talk.opened(this));
    callback.succeeded();
    opened.demand();
  }

  @Override
  public void onFrame(Frame frame, Callback callback) {
    switch (frame.getOpCode()) {
      case OpCode.TEXT, OpCode.BINARY -> {
        isText = frame.getOpCode() == OpCode.TEXT;
        data(frame, callback);
      }
      case OpCode.CONTINUATION -> data(frame, callback);
      case OpCode.PING -> pong(frame, callback);
      // The library answers with a close frame of its own.
      case OpCode.CLOSE -> callback.succeeded();
      default -> goOn(callback);
    }
  }

  private void data(Frame frame, Callback callback) {
    // Whoever was told to go must not get any more done.
    if (closing.get()) {
      goOn(callback);
      return;
    }
    if (!message.add(frame.getPayload())) {
      message.clear();
      callback.failed(new MessageTooLargeException("the message is too large"));
      return;
    }
    if (!frame.isFin()) {
      goOn(callback);
      return;
    }
    byte[] whole = message.whole();
    if (isText) {
      text(whole, callback);
    } else {
      deliver(() -> talk.binary(whole), callback);
    }
  }

  private void text(byte[] whole, Callback callback) {
    String text;
    try {
      text = Utf8.decode(whole, whole.length).toString();
    } catch (BadInput e) {
      callback.failed(new BadPayloadException("the text is not valid UTF-8"));
      return;
    }
    deliver(() -> talk.text(text), callback);
  }

  private void deliver(Runnable delivery, Callback callback) {
    Runnable whole =
        () -> {
          step(delivery);
          message.clear();
          goOn(callback);
        };
    // After a wait the library comes back on a thread of its own few, which must not block.
    if (Thread.currentThread().isVirtual()) {
      whole.run();
    } else {
      Thread.ofVirtual().name("socket").start(whole);
    }
  }

  private void goOn(Callback callback) {
    if (++frames % Turns.AT_A_TIME == 0) {
      Turns.give();
    }
    callback.succeeded();
    session().demand();
  }

  private void pong(Frame frame, Callback callback) {
    Frame pong = new Frame(OpCode.PONG).setPayload(frame.getPayload());
    // Only when it is sent is the next frame read, so that pings cannot pile up.
    Callback next = Callback.from(() -> goOn(callback), failure -> goOn(callback));
    session().sendFrame(pong, next, false);
  }

  private void step(Runnable step) {
    steps.run(() -> CurrentRequest.answering(requestId, () -> guarded(step)));
  }

  private void guarded(Runnable step) {
    try {
      step.run();
    } catch (RuntimeException | Error e) {
      Log.HTTP.log(
          Level.ERROR, "defect in a WebSocket, request " + requestId, Answers.withoutWords(e));
      shut(CloseStatus.SERVER_ERROR, "internal error");
    }
  }

  @Override
  public void onError(Throwable cause, Callback callback) {
    callback.succeeded();
  }

  @Override
  public void onClosed(CloseStatus status, Callback callback) {
    closing.set(true);
    message.end();
    sockets.remove(this);
    Scheduler.Task task = cut;
    if (task != null) {
      task.cancel();
    }
    if (core != null) {
      step(talk::closed);
    }
    callback.succeeded();
  }

  @Override
  public void sendText(String text) {
    send(OpCode.TEXT, text.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void sendBinary(byte[] bytes) {
    send(OpCode.BINARY, bytes);
  }

  private void send(byte kind, byte[] bytes) {
    if (sending.getQueueLength() >= MAX_SENDERS) {
      abort();
      return;
    }
    sending.lock();
    try {
      if (!closing.get()) {
        Callback.Completable sent = new Callback.Completable();
        session().sendFrame(new Frame(kind, ByteBuffer.wrap(bytes)), sent, false);
        sent.get(sendLimit.toMillis(), TimeUnit.MILLISECONDS);
      }
    } catch (ExecutionException | TimeoutException e) {
      abort();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      abort();
    } finally {
      sending.unlock();
    }
  }

  @Override
  public void close(int code, String reason) {
    if (code != CloseStatus.NORMAL && (code < 3000 || code > 4999)) {
      throw new IllegalArgumentException("no close code for an application: " + code);
    }
    shut(code, reason);
  }

  /** Sends a close frame, and hangs up if the other side does not answer it soon. */
  void shut(int code, String reason) {
    if (closing.compareAndSet(false, true)) {
      cut = scheduler.schedule(this::hangUp, CLOSE_LIFETIME.toMillis(), TimeUnit.MILLISECONDS);
      session().close(code, reason, Callback.NOOP);
    }
  }

  private void abort() {
    closing.set(true);
    hangUp();
  }

  private void hangUp() {
    session().abort();
  }

  private CoreSession session() {
    CoreSession session = core;
    if (session == null) {
      throw new IllegalStateException("the WebSocket is not open yet");
    }
    return session;
  }
}
