/**
 * Handing the owner of an account everything that is stored about it. Its door is {@link
 * ExportAccount} and the port {@link Holdings}. It must never know a wire, nor let pass what could
 * be used to sign in. Its rules come from the GDPR, articles 15 and 20, and from ASVS 14.2.7.
 */
@NullMarked
package dev.latchkey.feature.export;

import org.jspecify.annotations.NullMarked;
