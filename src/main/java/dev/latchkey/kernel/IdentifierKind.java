package dev.latchkey.kernel;

/** What sort of name an account signs in by. */
public enum IdentifierKind {
  /** A name that the person chose. */
  USERNAME(Namespace.NAME),
  /** An e-mail address, confirmed or not. */
  EMAIL(Namespace.NAME),
  /** A telegram name. */
  TELEGRAM(Namespace.NAME),
  /** The openid that WeChat gives a person; never typed, so it shares no namespace with names. */
  WECHAT(Namespace.WECHAT);

  private final Namespace namespace;

  IdentifierKind(Namespace namespace) {
    this.namespace = namespace;
  }

  /**
   * Says among which identifiers this kind is unique.
   *
   * @return the namespace
   */
  public Namespace namespace() {
    return namespace;
  }

  /** Identifiers of one namespace are unique within a realm, whatever their kind. */
  public enum Namespace {
    /** All that a person can type into a name field. */
    NAME,
    /** Subjects that WeChat vouches for. */
    WECHAT
  }
}
