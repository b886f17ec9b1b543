package compare;

/**
 * What a hash of Argon2id in one lane costs.
 *
 * @param memoryKib its memory, in KiB
 * @param passes its passes over the memory
 */
record Cost(int memoryKib, int passes) {
  /** What Keycloak has by default; a run makes sure that the stored hash says the same. */
  static final Cost OF_KEYCLOAK = new Cost(7168, 5);

  /** For preparing many sessions of which the sign-in is not measured. */
  static final Cost LEAST = new Cost(64, 1);
}
