/**
 * Names of programs and systems, told from what callers call themselves. Its door is {@link
 * UapAgents}. It must never know whose text it reads. Its rules come from the uap project; the text
 * is hostile, so length, time and memory are bounded.
 */
@NullMarked
package dev.latchkey.adapter.agent;

import org.jspecify.annotations.NullMarked;
