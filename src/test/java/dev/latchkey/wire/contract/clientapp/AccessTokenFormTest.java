package dev.latchkey.wire.contract.clientapp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.core.session.Device;
import dev.latchkey.core.session.Session;
import dev.latchkey.core.token.TokenForm;
import dev.latchkey.kernel.AccountId;
import dev.latchkey.kernel.Digests;
import dev.latchkey.kernel.SessionId;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The form of an access token. */
class AccessTokenFormTest {
  private static final Session SESSION =
      new Session(
          new SessionId(1),
          new AccountId(100),
          "client-app",
          null,
          null,
          null,
          Device.UNKNOWN,
          "127.0.0.1",
          null,
          Instant.EPOCH,
          Instant.EPOCH,
          Instant.EPOCH,
          null,
          null,
          null);

  private final AccessTokenForm form = new AccessTokenForm();

  @Test
  void it_is_160_bits_in_base_36() {
    TokenForm.Minted minted = form.mint(SESSION, count -> filled(count, (byte) 0xff));

    assertThat(minted.secret()).isEqualTo("twj4yidkw7a8pn4g709kzmfoaol3x8f");
    assertThat(minted.lookup()).isEqualTo(Digests.lookup(minted.secret()));
  }

  @Test
  void a_leading_high_bit_is_no_sign() {
    TokenForm.Minted minted = form.mint(SESSION, count -> filled(count, (byte) 0x80));

    assertThat(minted.secret()).matches("[0-9a-z]{30,31}");
  }

  @Test
  void it_is_not_handed_out_again() {
    assertThat(form.isHandedOutAgain()).isFalse();
  }

  private static byte[] filled(int count, byte value) {
    byte[] bytes = new byte[count];
    Arrays.fill(bytes, value);
    return bytes;
  }
}
