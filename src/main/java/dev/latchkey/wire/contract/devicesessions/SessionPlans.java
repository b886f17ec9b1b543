package dev.latchkey.wire.contract.devicesessions;

import dev.latchkey.core.session.Device;
import dev.latchkey.core.session.Lifetime;
import dev.latchkey.core.token.SessionPlan;
import java.util.List;

/** Plans sessions: one for each program on each platform of an account, with a device number. */
final class SessionPlans {
  private final DeviceTokens tokens;
  private final Lifetime lifetime;

  SessionPlans(DeviceTokens tokens, Lifetime lifetime) {
    this.tokens = tokens;
    this.lifetime = lifetime;
  }

  SessionPlan plan(Device device) {
    return new SessionPlan(
        DeviceSessionsContract.NAME,
        null,
        ClientFacts.key(device),
        true,
        device,
        List.of(new SessionPlan.Order(tokens, null)),
        lifetime);
  }
}
