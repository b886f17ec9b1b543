package dev.latchkey.wire.contract.sessionrpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.latchkey.wire.http.BadInput;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Whatever bytes come, they are read or refused, and what was read is judged without a fault. The
 * fuzzer is one of the long tests, and searches on its own with {@code JAZZER_FUZZ=1}; every build
 * runs a fixed number of mutations.
 */
class MsgpackFuzzTest {
  private static final int MUTATIONS = 50_000;

  private static final List<String> SEEDS =
      List.of(
          "84a474797065a3727063a2696402a66d6574686f64b22f76312f73657373696f6e2f7369676e696e"
              + "a461726773d40000",
          "9182a8757365726e616d65a36a6f65a870617373776f7264a470613535",
          "92c091a561646d696e",
          "93cb3ff8000000000000cfffffffffffffffffd3ffffffffffffffff",
          "c70cff000000000000000000000000",
          "c70301313233",
          "dc0002c403010203d9026162",
          "de0001a1619391c0c2c3");

  // Its agent watches the whole process once it is there, so it keeps out of the fast build.
  @Tag("long")
  @FuzzTest
  void bytes_are_read_or_refused(byte[] bytes) {
    Object value;
    try {
      value = MsgpackReader.read(bytes);
    } catch (BadInput refused) {
      assertThat(refused.detail()).isNotBlank();
      return;
    }
    judge(value);
  }

  @Test
  void mutated_calls_are_read_or_refused() {
    Random random = new Random(7);
    for (int i = 0; i < MUTATIONS; i++) {
      byte[] bytes = HexFormat.of().parseHex(SEEDS.get(random.nextInt(SEEDS.size())));
      for (int changes = random.nextInt(4); changes >= 0; changes--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      }
      try {
        bytes_are_read_or_refused(bytes);
      } catch (RuntimeException e) {
        fail("broken by " + HexFormat.of().formatHex(bytes), e);
      }
    }
  }

  private static void judge(@Nullable Object value) {
    Object arguments = value instanceof List<?> ? value : java.util.Arrays.asList(value);
    for (Rule rule :
        List.of(
            SignInEndpoint.ARGUMENTS,
            SignUpEndpoint.ARGUMENTS,
            SetPasswordByTokenEndpoint.ARGUMENTS,
            Rules.noArguments())) {
      rule.read(arguments, new Complaints());
    }
  }
}
