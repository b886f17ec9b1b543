package dev.latchkey.adapter.foreign;

import dev.latchkey.core.credential.ForeignHashes.ForeignHash;
import java.util.Optional;

/** What is done to a password before Argon2 is; that itself is computed elsewhere. */
final class OverArgon2 implements Family {
  private final String name;

  OverArgon2(String name) {
    this.name = name;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Optional<Read> recognise(ForeignHash hash) {
    return Optional.empty();
  }

  @Override
  public Read read(ForeignHash hash) {
    return new Read(new Fields(), new byte[0]);
  }

  @Override
  public Slow slow(Fields fields) {
    return new Slow("argon2", 0, password -> password);
  }
}
