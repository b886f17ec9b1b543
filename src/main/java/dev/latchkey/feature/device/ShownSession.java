package dev.latchkey.feature.device;

import dev.latchkey.core.session.DeviceName;
import dev.latchkey.core.session.Place;
import dev.latchkey.kernel.SessionId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A live session as its owner reads it. Holds nothing that could be used as a token.
 *
 * @param id its number
 * @param isPresent whether it is the one that asks
 * @param contract the contract it speaks
 * @param client the name of the registered client; null where there is none
 * @param device on which device
 * @param place from where it was last opened or handed out
 * @param openedAt when it was opened
 * @param signedInAt when somebody last signed in to it
 * @param lastSeenAt when it was last checked, half a minute late at most
 * @param endsAt when it ends at the latest if it goes on being used; null for never
 */
public record ShownSession(
    SessionId id,
    boolean isPresent,
    String contract,
    @Nullable String client,
    DeviceName device,
    Place place,
    Instant openedAt,
    Instant signedInAt,
    Instant lastSeenAt,
    @Nullable Instant endsAt) {}
