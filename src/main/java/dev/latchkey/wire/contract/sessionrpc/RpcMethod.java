package dev.latchkey.wire.contract.sessionrpc;

import dev.latchkey.kernel.Origin;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One call of the contract, whatever envelope it travels in. */
interface RpcMethod {
  /**
   * Names the call.
   *
   * @return its absolute id, such as {@code /v1/session/signin}
   */
  String id();

  /**
   * Says what arguments it takes.
   *
   * @return the rule of the whole list
   */
  Rule arguments();

  /**
   * Carries it out.
   *
   * @param arguments the list as the rule has read it
   * @param caller who calls
   * @param origin from where
   * @return what it comes to
   */
  RpcResult answer(List<@Nullable Object> arguments, Caller caller, Origin origin);
}
