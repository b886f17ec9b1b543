package dev.latchkey.feature.migration;

import java.util.Locale;

/** Why an entry of an export is not taken. */
public enum Refusal {
  /** It is not what the format wants: broken JSON, too few columns, bytes that are no UTF-8. */
  UNREADABLE,
  /** It is about something else than a person: a service, or an account that was deleted there. */
  NO_PERSON,
  /** It holds no name by which anybody could sign in. */
  NO_NAME,
  /** A text is longer than it may be. */
  TOO_LONG,
  /** The id in the old system is no printable text. */
  BAD_ID,
  /** The user name cannot be one here. */
  BAD_USERNAME,
  /** The e-mail address is none. */
  BAD_EMAIL,
  /** The telegram name cannot be one here. */
  BAD_TELEGRAM,
  /** The WeChat openid is none. */
  BAD_OPENID,
  /** A text of the profile holds U+0000. */
  BAD_TEXT,
  /** A moment cannot be read. */
  BAD_MOMENT,
  /** A permission is no word. */
  BAD_PERMISSION,
  /** The hash of the password cannot be verified here. */
  UNUSABLE_HASH,
  /** An earlier entry of the file has the same id or name. */
  DUPLICATE,
  /** A name belongs to an account, and nothing proves that both are one person. */
  TAKEN,
  /** Its names belong to several accounts. */
  TWO_ACCOUNTS,
  /** The account was brought along earlier, and deleted here since. */
  DELETED;

  /**
   * Writes it as scripts read it.
   *
   * @return the word
   */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
