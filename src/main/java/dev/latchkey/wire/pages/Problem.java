package dev.latchkey.wire.pages;

/**
 * Something wrong with a form.
 *
 * @param field the name of the field; empty if it is about the whole form
 * @param words what is wrong and how to mend it, in the language of the page
 */
record Problem(String field, String words) {
  /** The whole form, rather than one of its fields. */
  static final String WHOLE = "";
}
