package dev.latchkey.wire.pages;

/**
 * What binds forms to the browser of somebody who is not signed in.
 *
 * @param value the value of its cookie
 * @param isNew whether the cookie has to be set yet
 */
record Browser(String value, boolean isNew) {
  @Override
  public String toString() {
    return "[browser]";
  }
}
