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
  private static final long MAX_DRAINED = 1024 * 1024;

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
      return null;
    }
    byte[] body = new byte[declared < 0 ? FIRST_BUFFER : (int) declared];
    int length = 0;
    while (true) {
      Content.Chunk chunk = next(request);
      int more = chunk.remaining();
      if (length + more > limit) {
        chunk.release();
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
}
