/**
 * Work that goes on beside requests, on one node at a time: removing what has had its time. Its
 * door is {@link RunChores}, {@link Chore}, {@link OldThings}, {@link UpkeepSettings} and the port
 * {@link Leases}. It must never touch what can still decide an answer: a live session, a token
 * whose reuse must be noticed, a link that can be used. Its rules: small batches with other work
 * between them, a lease that is taken by one conditional change, and no harm where two nodes
 * overlap for a batch.
 */
@NullMarked
package dev.latchkey.feature.upkeep;

import org.jspecify.annotations.NullMarked;
