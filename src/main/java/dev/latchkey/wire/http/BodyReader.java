package dev.latchkey.wire.http;

import java.io.IOException;
import java.util.Arrays;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Blocker;

/**
 * Reads the body of a request, never more of it than the limit. Memory is taken as bytes arrive,
 * not as they are announced, and all bodies together hold no more than a budget.
 */
final class BodyReader {
  /** What a body holds without asking. */
  static final int FREE_BYTES = 4 * 1024;

  private static final byte[] NOTHING = new byte[0];
  private static final int FIRST_BUFFER = 1024;
  private static final long MAX_DRAINED = 1024 * 1024;

  private final int limit;
  private final MessageBudget budget;

  BodyReader(int limit, MessageBudget budget) {
    this.limit = limit;
    this.budget = budget;
  }

  /** Says whether a body is announced at all (RFC 9112, section 6.3). */
  static boolean isAnnounced(Request request) {
    long length = request.getLength();
    return length > 0
        || (length < 0 && request.getHeaders().contains(HttpHeader.TRANSFER_ENCODING));
  }

  /**
   * Reads the body, waiting for the client.
   *
   * @return what was read; to be closed once the request is answered. Holds nothing unless it is
   *     whole
   * @throws IOException if the client goes away, is cut off, or breaks the framing
   */
  Body read(Request request) throws IOException {
    Body body = new Body();
    boolean isRead = false;
    try {
      body.outcome = isAnnounced(request) ? read(request, body) : Outcome.WHOLE;
      isRead = body.outcome == Outcome.WHOLE;
      return body;
    } finally {
      if (!isRead) {
        body.close();
      }
    }
  }

  private Outcome read(Request request, Body body) throws IOException {
    long declared = request.getLength();
    if (declared > limit) {
      return Outcome.TOO_LARGE;
    }
    int most = declared < 0 ? limit : (int) declared;
    while (true) {
      Content.Chunk chunk = next(request);
      int more = chunk.remaining();
      if (body.length + more > limit) {
        chunk.release();
        return Outcome.TOO_LARGE;
      }
      if (!body.hasRoom(more, most)) {
        chunk.release();
        return Outcome.NO_ROOM;
      }
      body.add(chunk, more);
      boolean isLast = chunk.isLast();
      chunk.release();
      if (isLast) {
        return Outcome.WHOLE;
      }
    }
  }

  private static Content.Chunk next(Request request) throws IOException {
    while (true) {
      Content.Chunk chunk = request.read();
      if (chunk == null) {
        try (Blocker.Runnable arrival = Blocker.runnable()) {
          request.demand(arrival);
          arrival.block();
        }
      } else if (Content.Chunk.isFailure(chunk)) {
        throw failure(chunk.getFailure());
      } else {
        return chunk;
      }
    }
  }

  /**
   * Takes in what a refused client is still sending, so that closing the connection does not tear
   * the answer from its hands (RFC 9112, section 9.6). Bounded in length here and in time by the
   * deadline of the request.
   */
  static void drain(Request request) throws IOException {
    // Who asked first sends nothing after a refusal (RFC 9110, section 10.1.1).
    if (!isAnnounced(request) || request.getHeaders().contains(HttpHeader.EXPECT)) {
      return;
    }
    boolean isLast = false;
    for (long left = MAX_DRAINED; left > 0 && !isLast; ) {
      Content.Chunk chunk = next(request);
      left -= chunk.remaining();
      isLast = chunk.isLast();
      chunk.release();
    }
  }

  private static IOException failure(Throwable failure) {
    return failure instanceof IOException io ? io : new BadFraming(failure);
  }

  /** What the client sent is not a body as HTTP frames it. */
  static final class BadFraming extends IOException {
    private static final long serialVersionUID = 1L;
    private final Throwable framing;

    BadFraming(Throwable framing) {
      super(framing);
      this.framing = framing;
    }

    /** Gives what the listener says about it, with the status to answer. */
    Throwable framing() {
      return framing;
    }
  }

  /** How reading ended. */
  enum Outcome {
    /** All of it is there. */
    WHOLE,
    /** There is more than the limit. */
    TOO_LARGE,
    /** The bodies of all requests together hold as much as they may. */
    NO_ROOM
  }

  /** What was read of a body, and what it holds of the budget. */
  final class Body implements AutoCloseable {
    private Outcome outcome = Outcome.WHOLE;
    private byte[] bytes = NOTHING;
    private int length;
    private long taken;

    /** Says how reading ended. */
    Outcome outcome() {
      return outcome;
    }

    /** Gives the bytes. */
    byte[] bytes() {
      return length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
    }

    private boolean hasRoom(int more, int most) {
      int needed = length + more;
      if (needed <= bytes.length) {
        return true;
      }
      int grown = Math.max(needed, Math.min(most, Math.max(FIRST_BUFFER, 2 * bytes.length)));
      long wanted = Math.max(0, grown - FREE_BYTES) - taken;
      if (wanted > 0 && !budget.take(wanted)) {
        return false;
      }
      taken += Math.max(0, wanted);
      bytes = Arrays.copyOf(bytes, grown);
      return true;
    }

    private void add(Content.Chunk chunk, int more) {
      chunk.getByteBuffer().get(bytes, length, more);
      length += more;
    }

    @Override
    public void close() {
      budget.giveBack(taken);
      taken = 0;
      bytes = NOTHING;
    }
  }
}
