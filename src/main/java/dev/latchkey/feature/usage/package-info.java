/**
 * Which doors of the old contracts are still used: by day, contract, route, form of the token and
 * program. Its door is {@link CountUses}, {@link ListUses} and the port {@link DoorUses}. It must
 * never know who called: no address, no account, no agent beyond a product and its version. Its
 * rules: counting costs a request next to nothing and can make none fail, and what is kept has a
 * bound that no caller can move.
 */
@NullMarked
package dev.latchkey.feature.usage;

import org.jspecify.annotations.NullMarked;
