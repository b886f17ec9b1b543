package dev.latchkey.adapter.foreign;

import dev.latchkey.core.credential.ForeignHashes.ForeignHash;
import java.util.Optional;

/** A kind of hash: how its texts are read, and how what was read is computed again. */
interface Family {
  /** Names it, as settings and lists do. */
  String name();

  /**
   * Reads a text that says itself what it is.
   *
   * @param hash the text, with what may stand beside it
   * @return what it says; empty if it is of another family
   * @throws Refusal if it is of this family and cannot be taken
   */
  Optional<Read> recognise(ForeignHash hash) throws Refusal;

  /**
   * Reads a hash of which it was said that it is of this family.
   *
   * @param hash the hash
   * @return what it says
   * @throws Refusal if it cannot be taken
   */
  Read read(ForeignHash hash) throws Refusal;

  /**
   * Prepares the computation.
   *
   * @param fields what {@link Read} named
   * @return the computation
   * @throws Refusal if a field is missing or malformed, or the cost is not bearable
   */
  Slow slow(Fields fields) throws Refusal;

  /**
   * Says whether its hashes are wrapped whatever their cost: what they repeat is so quick on the
   * hardware of those who guess that many rounds help little.
   */
  default boolean isAlwaysWrapped() {
    return false;
  }

  /**
   * What a hash says.
   *
   * @param fields salt and cost
   * @param expected what comes out for the right password
   */
  record Read(Fields fields, byte[] expected) {}
}
