package dev.latchkey.wire.contract.sessionrpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.core.session.Lifetime;
import dev.latchkey.house.RunningHouse;
import dev.latchkey.kernel.RealmName;
import org.junit.jupiter.api.Test;

/** The calls that send mail tell nobody who has an account, unless that is wanted. */
class MailCallsTest {
  @Test
  void known_unknown_confirmed_and_unmailable_names_are_answered_alike() {
    try (RunningHouse house = RunningHouse.start()) {
      Rpc rpc = new Rpc(house);
      String name = Rpc.newName();
      rpc.signUp(name);
      String unmailable = Rpc.newName();
      rpc.call("signup", "[{\"username\":\"" + unmailable + "\"}]", null);
      rpc.call("send-confirmation-email", "[\"" + name + "\"]", null);
      rpc.call("confirm-email-by-token", "[\"" + rpc.mailed(name + "@example.com") + "\"]", null);
      long before = rpc.letters(name + "@example.com");
      for (String call : new String[] {"send-confirmation-email", "send-password-reset-email"}) {
        for (String asked :
            new String[] {
              name, name + "@Example.com", unmailable, "nobody-here", "no@example.com", "", "100"
            }) {
          assertThat(rpc.call(call, "[\"" + asked + "\"]", null).body()).isEqualTo(Rpc.OK);
        }
      }
      // Two of reset by its two names; none of confirmation, since it is confirmed.
      assertThat(rpc.letters(name + "@example.com")).isEqualTo(before + 2);
    }
  }

  @Test
  void where_it_is_wanted_the_original_answers_are_given() {
    try (RunningHouse house =
        RunningHouse.start(
            settings ->
                settings.withSessionRpc(
                    new SessionRpcSettings(
                        RealmName.MAIN, Lifetime.UNBOUNDED, "/rpc2", false, true, true)))) {
      Rpc rpc = new Rpc(house);
      String name = Rpc.newName();
      rpc.signUp(name);
      for (String call : new String[] {"send-confirmation-email", "send-password-reset-email"}) {
        assertThat(rpc.call(call, "[\"nobody-here\"]", null).body())
            .isEqualTo(
                "{\"status\":404,\"reason\":\"Not Found\",\"exception\":false,"
                    + "\"data\":\"Email not found\"}");
        assertThat(rpc.call(call, "[\"" + name + "\"]", null).body()).isEqualTo(Rpc.OK);
      }
      rpc.call("send-confirmation-email", "[\"" + name + "\"]", null);
      rpc.call("confirm-email-by-token", "[\"" + rpc.mailed(name + "@example.com") + "\"]", null);
      assertThat(rpc.call("send-confirmation-email", "[\"" + name + "\"]", null).body())
          .isEqualTo(
              "{\"status\":400,\"reason\":\"Bad Request\",\"exception\":false,"
                  + "\"data\":\"User email already confirmed\"}");
      assertThat(house.get("/api/v1/session/signin?username=" + name + "&password=pa55").body())
          .contains("\"token\"");
      assertThat(house.get("/rpc2/v1/session/signin").body()).startsWith("{\"jsonrpc\"");
      assertThat(house.get("/jsonrpc/v1/session/signin").statusCode()).isEqualTo(404);
    }
  }
}
