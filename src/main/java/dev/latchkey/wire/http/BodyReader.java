package dev.latchkey.wire.http;

import java.io.IOException;
import java.util.Arrays;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Blocker;
import org.jspecify.annotations.Nullable;

/** Reads the body of a request, never more of it than the limit. */
final class BodyReader {
  private static final byte[] NOTHING = new byte[0];
  private static final int FIRST_BUFFER = 1024;
  private static final long MOST_DISCARDED = 1024 * 1024;

  private final int limit;

  BodyReader(int limit) {
    this.limit = limit;
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
   * @return the bytes; null if there are more than the limit, of which no more has been kept
   * @throws IOException if the client goes away, is cut off, or breaks the framing
   */
  byte @Nullable [] read(Request request) throws IOException {
    if (!isAnnounced(request)) {
      return NOTHING;
    }
    long declared = request.getLength();
    if (declared > limit) {
      discard(request, declared);
      return null;
    }
    byte[] body = new byte[declared < 0 ? FIRST_BUFFER : (int) declared];
    int length = 0;
    while (true) {
      Content.Chunk chunk = next(request);
      int more = chunk.remaining();
      if (length + more > limit) {
        boolean isWhole = chunk.isLast();
        chunk.release();
        discard(request, isWhole ? 0 : limit);
        return null;
      }
      if (length + more > body.length) {
        body = Arrays.copyOf(body, Math.min(limit, Math.max(length + more, 2 * body.length)));
      }
      chunk.getByteBuffer().get(body, length, more);
      length += more;
      boolean isLast = chunk.isLast();
      chunk.release();
      if (isLast) {
        return length == body.length ? body : Arrays.copyOf(body, length);
      }
    }
  }

  /**
   * Throws away the rest of a body that is too large, so that the client has read the refusal
   * before the connection is closed: unread bytes make the network reset it, and the answer is
   * lost. A body beyond any reason is not worth it.
   */
  private static void discard(Request request, long expected) throws IOException {
    if (expected == 0 || expected > MOST_DISCARDED) {
      return;
    }
    long discarded = 0;
    boolean isLast = false;
    while (!isLast && discarded < MOST_DISCARDED) {
      Content.Chunk chunk = next(request);
      discarded += chunk.remaining();
      isLast = chunk.isLast();
      chunk.release();
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
}
