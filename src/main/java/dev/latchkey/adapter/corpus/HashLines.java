package dev.latchkey.adapter.corpus;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads the lines of a corpus, checks their form and order, and hands the hashes on. */
final class HashLines {
  private static final int BUFFER = 1 << 20;
  private static final int DIGITS = 40;

  /** So many digits make the first eight bytes. */
  private static final int LEADING = 16;

  private final FilterWriter writer;
  private final long total;
  private final BreachedImport.Progress progress;
  private final byte[] buffer = new byte[BUFFER];
  private long done;
  private long hashes;
  private long last;

  // The line that is being read.
  private long line;
  private int digits;
  private long value;
  private boolean isPastDigits;
  private boolean isPadding;
  private boolean hasCount;

  HashLines(FilterWriter writer, long total, BreachedImport.Progress progress) {
    this.writer = writer;
    this.total = total;
    this.progress = progress;
  }

  long hashes() {
    return hashes;
  }

  /** Reads a file whose hashes all begin with some digits that it leaves out. */
  void read(Path file, String prefix) throws IOException, BreachedImport.Unusable {
    line = 1;
    begin(prefix);
    try (InputStream input = Files.newInputStream(file)) {
      for (int length = input.read(buffer); length >= 0; length = input.read(buffer)) {
        for (int i = 0; i < length; i++) {
          take(buffer[i], file, prefix);
        }
        done += length;
        progress.at(done, total, hashes);
      }
    }
    if (digits > prefix.length()) {
      end(file);
    }
  }

  private void begin(String prefix) {
    digits = 0;
    value = 0;
    isPastDigits = false;
    isPadding = true;
    hasCount = false;
    for (int i = 0; i < prefix.length(); i++) {
      digit(Character.digit(prefix.charAt(i), 16));
    }
  }

  private void digit(int digit) {
    if (digits++ < LEADING) {
      value = value << 4 | digit;
    }
  }

  private void take(byte one, Path file, String prefix)
      throws IOException, BreachedImport.Unusable {
    if (one == '\n') {
      if (digits > prefix.length() || isPastDigits) {
        end(file);
      }
      line++;
      begin(prefix);
    } else if (one == ':' && !isPastDigits) {
      isPastDigits = true;
    } else if (isPastDigits && one >= '0' && one <= '9') {
      hasCount = true;
      isPadding &= one == '0';
    } else if (!isPastDigits && Character.digit(one, 16) >= 0) {
      digit(Character.digit(one, 16));
    } else if (one != '\r') {
      throw malformed(file);
    }
  }

  private void end(Path file) throws IOException, BreachedImport.Unusable {
    if (digits != DIGITS || isPastDigits != hasCount) {
      throw malformed(file);
    }
    if (isPastDigits && isPadding) {
      // Range files may be padded with hashes that were counted zero times.
      return;
    }
    if (hashes > 0 && Long.compareUnsigned(value, last) < 0) {
      throw new BreachedImport.Unusable(
          "line "
              + line
              + " of "
              + file
              + " is not in order: take the corpus that is ordered by hash, not by count");
    }
    last = value;
    hashes++;
    writer.add(value);
  }

  private BreachedImport.Unusable malformed(Path file) {
    return new BreachedImport.Unusable(
        "line "
            + line
            + " of "
            + file
            + " is not a SHA-1 in forty hexadecimal digits, a colon and a count");
  }
}
