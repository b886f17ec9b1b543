package dev.latchkey.adapter.foreign;

import dev.latchkey.core.credential.ForeignHashes.ForeignHash;
import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The scrypt of Firebase: what scrypt yields is a key, under which the project's signer key is
 * encrypted, and that ciphertext is the hash.
 */
final class FirebaseScrypt implements Family {
  private static final int DERIVED_BYTES = 64;
  private static final int KEY_BYTES = 32;
  private static final int BLOCK_BYTES = 16;
  private static final int MOST_MEMORY = 30;
  private static final int MOST_ROUNDS = 1024;

  @Override
  public String name() {
    return "scrypt-firebase";
  }

  @Override
  public Optional<Read> recognise(ForeignHash hash) {
    return Optional.empty();
  }

  @Override
  public Read read(ForeignHash hash) throws Refusal {
    byte[] key = Given.bytes("signer key", Given.word(hash, "signer_key", ""), "base64");
    byte[] separator =
        Given.bytes("salt separator", Given.word(hash, "salt_separator", ""), "base64");
    byte[] expected = Given.bytes("value", hash.value(), "base64");
    if (key.length < KEY_BYTES || expected.length != key.length) {
      throw new Refusal(
          "a hash of Firebase needs the project's signer_key, which is as long as the hash");
    }
    ByteArrayOutputStream salt = new ByteArrayOutputStream();
    salt.writeBytes(Given.salt(hash, "base64"));
    salt.writeBytes(separator);
    Fields fields =
        new Fields()
            .put("memory", Given.number(hash, "memory", 1, MOST_MEMORY))
            .put("rounds", Given.number(hash, "rounds", 1, MOST_ROUNDS))
            .put("salt", salt.toByteArray());
    return new Read(fields.secret(key), expected);
  }

  @Override
  public Slow slow(Fields fields) throws Refusal {
    Scrypts figures =
        Scrypts.of(
            1 << fields.number("memory", 1, MOST_MEMORY),
            fields.number("rounds", 1, MOST_ROUNDS),
            1);
    byte[] salt = fields.bytes("salt");
    byte[] signer = fields.secret();
    return new Slow(
        figures.cost(),
        figures.nanos(),
        password -> {
          byte[] derived = figures.derive(password, salt, DERIVED_BYTES);
          return encrypt(Arrays.copyOf(derived, KEY_BYTES), signer);
        });
  }

  private static byte[] encrypt(byte[] key, byte[] plain) {
    try {
      Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding");
      cipher.init(
          Cipher.ENCRYPT_MODE,
          new SecretKeySpec(key, "AES"),
          new IvParameterSpec(new byte[BLOCK_BYTES]));
      return cipher.doFinal(plain);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has AES in counter mode", e);
    }
  }
}
