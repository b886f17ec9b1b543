package dev.latchkey.adapter.smtp;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import org.jspecify.annotations.Nullable;

/**
 * A socket from which only so many bytes can be read: a server that never ends its line must not
 * fill the memory.
 */
final class BoundedSocket extends Socket {
  /** A whole conversation takes a few kilobytes, and certificates a few more. */
  static final int MOST_BYTES = 256 * 1024;

  private @Nullable InputStream bounded;

  @Override
  public synchronized InputStream getInputStream() throws IOException {
    if (bounded == null) {
      bounded = new Bounded(super.getInputStream());
    }
    return bounded;
  }

  /** Counts. */
  private static final class Bounded extends FilterInputStream {
    private int left = MOST_BYTES;

    Bounded(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      return count(super.read(), 1);
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int read = super.read(buffer, offset, length);
      return count(read, read);
    }

    private int count(int result, int bytes) throws IOException {
      if (result >= 0) {
        left -= bytes;
      }
      if (left < 0) {
        throw new IOException("the server says too much");
      }
      return result;
    }
  }
}
