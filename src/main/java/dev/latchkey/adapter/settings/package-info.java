/**
 * The reader of settings: from a YAML file, environment variables and command-line options to the
 * records that the rooms declare. Its door is {@link SettingsReader}. It must never know which
 * records there are, nor what a setting means: a record's constructor judges its own bounds. Its
 * rules: an option wins over a variable, a variable over the file; and every mistake is told at
 * once, each in one plain line that names its place.
 */
@NullMarked
package dev.latchkey.adapter.settings;

import org.jspecify.annotations.NullMarked;
