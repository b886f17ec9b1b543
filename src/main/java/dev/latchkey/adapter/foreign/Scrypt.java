package dev.latchkey.adapter.foreign;

import dev.latchkey.core.credential.ForeignHashes.ForeignHash;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * scrypt (RFC 7914): bare, and as Django, passlib, Werkzeug and the {@code $s0$} form of Java's
 * libraries write it.
 */
final class Scrypt implements Family {
  private static final int MOST_LOG = 30;
  private static final int MOST_FACTOR = 1024;
  private static final int LEAST_BYTES = 16;
  private static final int MOST_BYTES = 1024;

  private static final Pattern DJANGO =
      Pattern.compile("scrypt\\$([0-9]+)\\$([^$]*)\\$([0-9]+)\\$([0-9]+)\\$([^$]*)");
  private static final Pattern WERKZEUG =
      Pattern.compile("scrypt:([0-9]+):([0-9]+):([0-9]+)\\$([^$]*)\\$([^$]*)");
  private static final Pattern PASSLIB =
      Pattern.compile("\\$scrypt\\$ln=([0-9]{1,2}),r=([0-9]+),p=([0-9]+)\\$([^$]*)\\$([^$]*)");
  private static final Pattern S0 =
      Pattern.compile(
          "\\$(?:s0\\$)?([0-9a-f]{1,2}?)([0-9a-f]{2})([0-9a-f]{2})\\$([^$]*)\\$([^$]*)");

  @Override
  public String name() {
    return "scrypt";
  }

  @Override
  public Optional<Read> recognise(ForeignHash hash) throws Refusal {
    String text = hash.value();
    Matcher django = DJANGO.matcher(text);
    if (django.matches()) {
      return Optional.of(
          read(
              number("N", django.group(1)),
              number("r", django.group(3)),
              number("p", django.group(4)),
              Given.bytes("salt", django.group(2), "text"),
              Given.bytes("digest", django.group(5), "base64")));
    }
    Matcher werkzeug = WERKZEUG.matcher(text);
    if (werkzeug.matches()) {
      return Optional.of(
          read(
              number("N", werkzeug.group(1)),
              number("r", werkzeug.group(2)),
              number("p", werkzeug.group(3)),
              Given.bytes("salt", werkzeug.group(4), "text"),
              Given.bytes("digest", werkzeug.group(5), "hex")));
    }
    Matcher passlib = PASSLIB.matcher(text);
    if (passlib.matches()) {
      return Optional.of(
          read(
              1 << Given.number("cost", passlib.group(1), 1, MOST_LOG),
              number("r", passlib.group(2)),
              number("p", passlib.group(3)),
              Given.bytes("salt", passlib.group(4), "base64"),
              Given.bytes("digest", passlib.group(5), "base64")));
    }
    Matcher hex = S0.matcher(text);
    if (hex.matches()) {
      int log = Integer.parseInt(hex.group(1), 16);
      return Optional.of(
          read(
              1 << Given.number("cost", Integer.toString(log), 1, MOST_LOG),
              Integer.parseInt(hex.group(2), 16),
              Integer.parseInt(hex.group(3), 16),
              Given.bytes("salt", hex.group(4), "base64"),
              Given.bytes("digest", hex.group(5), "base64")));
    }
    return Optional.empty();
  }

  @Override
  public Read read(ForeignHash hash) throws Refusal {
    Optional<Read> recognised = recognise(hash);
    if (recognised.isPresent()) {
      return recognised.get();
    }
    return read(
        Given.number(hash, "n", 2, Integer.MAX_VALUE),
        Given.number(hash, "r", 1, Integer.MAX_VALUE),
        Given.number(hash, "p", 1, Integer.MAX_VALUE),
        Given.salt(hash, "base64"),
        Given.bytes("value", hash.value(), Given.word(hash, "encoding", "base64")));
  }

  @Override
  public Slow slow(Fields fields) throws Refusal {
    Scrypts figures =
        Scrypts.of(
            fields.number("n", 2, Integer.MAX_VALUE),
            fields.number("r", 1, MOST_FACTOR),
            fields.number("p", 1, MOST_FACTOR));
    byte[] salt = fields.bytes("salt");
    int bytes = fields.number("bytes", LEAST_BYTES, MOST_BYTES);
    return new Slow(
        figures.cost(), figures.nanos(), password -> figures.derive(password, salt, bytes));
  }

  private static int number(String name, String text) throws Refusal {
    return Given.number(name, text, 1, Integer.MAX_VALUE);
  }

  private static Read read(int n, int r, int p, byte[] salt, byte[] expected) {
    return new Read(
        new Fields()
            .put("n", n)
            .put("r", r)
            .put("p", p)
            .put("bytes", expected.length)
            .put("salt", salt),
        expected);
  }
}
