package dev.latchkey.kernel;

/**
 * Why something was refused, in the server's own words. Each contract says the same reason in its
 * own; the matrix test holds one row for each reason and endpoint.
 */
public enum Reason {
  /** The body is not what its content type says: bad JSON, duplicate keys, too deep, bad UTF-8. */
  MALFORMED_BODY,
  /** The body parses, but a value has a type that the contract does not take there. */
  WRONG_TYPE,
  /** The content type is not one that the contract reads. */
  UNSUPPORTED_MEDIA,
  /** The body is larger than the limit. */
  TOO_LARGE,
  /** The path exists, the verb does not. */
  WRONG_VERB,
  /** A field is missing or breaks a rule of the contract. */
  INVALID_FIELD,
  /**
   * The name is unknown, or the password is wrong, or the account may not sign in: never told
   * apart.
   */
  BAD_CREDENTIALS,
  /** The name is taken. */
  TAKEN,
  /** No token was shown. */
  NO_TOKEN,
  /** A token was shown that this server never issued, or that was altered. */
  FORGED_TOKEN,
  /** The token was genuine and its time is over. */
  EXPIRED_TOKEN,
  /** The session that the token names has ended. */
  ENDED_SESSION,
  /** The account that the token names is disabled. */
  DISABLED_ACCOUNT,
  /** The account that the token names is gone. */
  DELETED_ACCOUNT,
  /** A budget is spent; it refills. */
  THROTTLED,
  /** The queue of password hashing is full. */
  OVERLOADED,
  /** The store does not answer. */
  STORE_UNAVAILABLE
}
