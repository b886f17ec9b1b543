package load;

import java.io.IOException;

/** What one connection asks for, again and again. Each has its own; it is called by one thread. */
public interface Caller {
  /** Gives the next request, as its bytes. */
  byte[] request();

  /**
   * Looks at the answer.
   *
   * @return whether it is the right one
   */
  boolean accepts(int status, Connection answer) throws IOException;

  /** Makes one that sends the same request for ever and expects 200 and a text in the body. */
  static Caller same(byte[] request, String expected) {
    return new Caller() {
      @Override
      public byte[] request() {
        return request;
      }

      @Override
      public boolean accepts(int status, Connection answer) {
        return status == 200 && (expected.isEmpty() || answer.body().contains(expected));
      }
    };
  }
}
