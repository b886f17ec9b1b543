package dev.latchkey.wire.http;

import dev.latchkey.kernel.Reason;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that the frame around all endpoints refuses, to be said by the contract of the path.
 *
 * @param reason why; null for a defect of the server, which a contract answers as its 500
 * @param detail one English sentence without a full stop
 * @param retryAfter when to try again; null if that would not help
 * @param allowed the verbs of the path, for {@link Reason#WRONG_VERB}; else empty
 */
public record Refusal(
    @Nullable Reason reason, String detail, @Nullable Duration retryAfter, List<String> allowed) {
  /**
   * Refuses for a reason.
   *
   * @param reason why
   * @param detail one English sentence without a full stop
   * @return the refusal
   */
  public static Refusal of(Reason reason, String detail) {
    return new Refusal(reason, detail, null, List.of());
  }
}
