/**
 * The hosted pages under {@code /account}: signing up, in and out, mailed links, profile, devices,
 * data. Its door is {@link PagesContract}, {@link PagesOperations}, {@link PagesSettings} and
 * {@link LookSettings}. It must never decide who may do what, nor learn of another contract. Its
 * rules come from ASVS 3.3 to 3.5 and 7, and from WCAG 2.2 AA.
 */
@NullMarked
package dev.latchkey.wire.pages;

import org.jspecify.annotations.NullMarked;
