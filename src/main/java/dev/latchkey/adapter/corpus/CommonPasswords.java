package dev.latchkey.adapter.corpus;

import dev.latchkey.core.credential.PasswordCorpus;
import dev.latchkey.kernel.Password;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The most common passwords, shipped with the program. A password is in the set if it is one of
 * them as a whole, in whatever letter case. The list is read at the first question.
 */
public final class CommonPasswords implements PasswordCorpus {
  private static final String LIST = "/passwords/common.txt";

  @Override
  public boolean contains(Password password) {
    String typed = new String(password.utf8(), StandardCharsets.UTF_8);
    return Words.ALL.contains(typed.toLowerCase(Locale.ROOT));
  }

  /** Says how many there are. */
  static int size() {
    return Words.ALL.size();
  }

  /** The list, once it is needed. */
  private static final class Words {
    static final Set<String> ALL = read();

    private static Set<String> read() {
      InputStream bytes =
          Objects.requireNonNull(
              CommonPasswords.class.getResourceAsStream(LIST), "the program lacks " + LIST);
      try (BufferedReader lines =
          new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8))) {
        return lines.lines().collect(Collectors.toUnmodifiableSet());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
