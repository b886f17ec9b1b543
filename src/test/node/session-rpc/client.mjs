// Walks the unmodified client through one account's life and prints what it was told, one JSON line
// for each step. Usage: node client.mjs BASE_URL USERNAME, where BASE_URL is http://… or ws://…
import "@softvisio/core/result";
import Api from "@softvisio/core/api";

const base = process.argv[2];
const name = process.argv[3];
const overSocket = base.startsWith("ws");

const told = (step, res) =>
  console.log(JSON.stringify({ step, status: res.status, text: res.statusText, data: res.data }));

const guest = Api.new(base);
if (overSocket) {
  // Over HTTP these two of the client fail before they send anything.
  told("ping", await guest.ping());
  told("healthcheck", await guest.healthcheck());
}
told("sign up", await guest.call("session/signup", { username: name, password: "pa55" }));
told("sign up again", await guest.call("/v1/session/signup", { username: name, password: "pa55" }));
told("wrong password", await guest.call("session/signin", { username: name, password: "no" }));
const signedIn = await guest.call("session/signin", { username: name, password: "pa55" });
told("sign in", signedIn);
told("guest looks", await guest.call("session/signin"));

const user = Api.new(base, { token: signedIn.data.token });
const signedOut = new Promise((resolve) => user.once("signout", resolve));
told("user looks", await user.call("session/signin"));
told("user looks with a permission", await user.call("session/signin", null, ["user"]));
told("user lacks a permission", await user.call("session/signin", null, ["admin"]));
told("bad arguments", await user.call("session/signin", "joe"));
told("unknown method", await user.call("session/fly"));
user.voidCall("session/signin");
told("sign out", await user.call("session/signout"));
if (overSocket) {
  await signedOut;
  console.log("heard of the sign-out");
}
told("user looks after", await user.call("session/signin"));
told("sign out again", await user.call("session/signout"));
process.exit(0);
