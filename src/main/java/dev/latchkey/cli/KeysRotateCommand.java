package dev.latchkey.cli;

import dev.latchkey.boot.House;
import dev.latchkey.core.token.RotateKeys;
import dev.latchkey.core.token.RotateKeys.Rotated;
import dev.latchkey.core.token.StoredKeys;
import dev.latchkey.kernel.Nearest;
import java.util.List;

/** Replaces the keys that sign tokens. */
final class KeysRotateCommand extends StoreCommand {
  private static final Option SIGN_OUT =
      Option.flag("--sign-out", "remove all older keys and end the sessions of the contract");

  @Override
  public Usage usage() {
    return new Usage(
        "keys rotate",
        "replace the keys that sign tokens, of one contract or of both",
        List.of("[CONTRACT]"),
        options(SIGN_OUT),
        """
        CONTRACT is jwt-sessions or device-sessions. The new key signs five minutes later, when
        every server knows it. Nobody is signed out: older keys go on verifying for as long as a
        live session may have a token under them, and are removed by a later rotation after that.

        If somebody else may hold a key, add --sign-out. The new key signs at once, the others
        are removed, and every session of the contract is ended; within two seconds every
        server refuses what was signed under the others. Whoever signs in within these two
        seconds may have to do so again.
        """,
        List.of("latchkey keys rotate", "latchkey keys rotate device-sessions --sign-out"));
  }

  @Override
  void run(House house, Given given, Terminal terminal) throws Refused, Misused {
    List<String> contracts = contracts(given);
    RotateKeys rotateKeys = house.core().rotateKeys();
    if (given.has(SIGN_OUT.name())) {
      print(given, terminal, contracts.stream().map(rotateKeys::signOut).toList());
      return;
    }
    switch (rotateKeys.rotate(contracts)) {
      case RotateKeys.Outcome.Done done -> print(given, terminal, done.contracts());
      case RotateKeys.Outcome.UnderWay(StoredKeys.StoredKey key) ->
          throw new Refused(
              "a rotation is under way: key "
                  + key.position()
                  + " of "
                  + key.purpose()
                  + " signs from "
                  + Listing.moment(key.signsFrom())
                  + "; nothing was changed");
      case RotateKeys.Outcome.Full(StoredKeys.StoredKey oldest, long sessions) ->
          throw new Refused(
              oldest.purpose()
                  + " has "
                  + RotateKeys.MOST
                  + " keys, as many as it may, and "
                  + sessions
                  + " live sessions may have a token under the oldest, key "
                  + oldest.position()
                  + ": end those sessions, or add --sign-out to end all; nothing was changed");
    }
  }

  private static List<String> contracts(Given given) throws Misused {
    if (given.parameters().isEmpty()) {
      return House.SIGNING;
    }
    String contract = given.parameter(0);
    if (!House.SIGNING.contains(contract)) {
      throw new Misused(
          "CONTRACT must be one of "
              + String.join(", ", House.SIGNING)
              + ", whose tokens are signed"
              + Nearest.hint(contract, House.SIGNING));
    }
    return List.of(contract);
  }

  private static void print(Given given, Terminal terminal, List<Rotated> done) {
    if (given.has(JSON.name())) {
      try (Listing listing = new Listing(terminal, true, List.of())) {
        done.forEach(one -> listing.add(Rows.of(one)));
      }
      return;
    }
    boolean atOnce = given.has(SIGN_OUT.name());
    for (Rotated one : done) {
      String start = "key " + one.key().position() + " of " + one.key().purpose();
      terminal
          .out()
          .println(
              atOnce
                  ? start
                      + " signs now; keys removed: "
                      + one.removed()
                      + ", sessions ended: "
                      + one.ended()
                  : start
                      + " signs from "
                      + Listing.moment(one.key().signsFrom())
                      + "; nobody is signed out; keys removed that nothing needs: "
                      + one.removed());
    }
  }
}
