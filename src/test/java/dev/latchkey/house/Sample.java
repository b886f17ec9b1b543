package dev.latchkey.house;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * How clients use one endpoint, for the matrix of refusals. In bodies, {@code USER}, {@code MAIL}
 * and {@code PASS} stand for a person who has an account, {@code NEWUSER} and {@code NEWMAIL} for
 * one who has none.
 *
 * @param contract the contract
 * @param verb the verb
 * @param path the path as the router has it; {@code {id}} becomes the caller's own account number
 * @param traits what the endpoint does
 * @param good a body that is taken; empty for none
 * @param wrongType a body with a value of a wrong type; empty for none
 * @param wrongPassword a body with a wrong password; empty for none
 * @param taken a body that wants a taken name; empty for none
 */
record Sample(
    String contract,
    String verb,
    String path,
    Set<Trait> traits,
    String good,
    String wrongType,
    String wrongPassword,
    String taken) {
  /** What an endpoint does. */
  enum Trait {
    /** It reads a body. */
    BODY,
    /** It wants a session. */
    PROTECTED,
    /** It hashes a password. */
    HASHES,
    /** It spends the budget of sign-ins, sign-ups or letters. */
    BUDGET
  }

  private static final String RPC = "session-rpc";
  private static final Set<Trait> SIGNING = Set.of(Trait.BODY, Trait.HASHES, Trait.BUDGET);

  private static final String PT_UP =
      "{'username':'NEWUSER','email':'NEWMAIL','password':'PASS','password_confirmation':'PASS'}";
  private static final String PT_IN = "{'login':'MAIL','password':'PASS'}";
  private static final String CLIENT = "'client_id':'zpjfcgu8nqgrpwlsau30ycpl2mc9ox'";
  private static final String JWT_UP =
      "{'email':'NEWMAIL','password':'PASS','password_confirmation':'PASS'}";
  private static final String JWT_IN = "{'email':'MAIL','password':'PASS'}";
  private static final String DEVICE_IN =
      "{'user':{'email':'MAIL','password':'PASS','authorization':{'platform':'x'}}}";
  private static final String DEVICE_UP =
      "{'user':{'email':'NEWMAIL','nick':'NEWUSER','password':'PASS','password_confirmation':'PASS',"
          + "'authorization':{'platform':'x'}}}";

  /** One for every endpoint. */
  static final List<Sample> ALL =
      Stream.of(rpc(), others(), pages()).flatMap(List::stream).toList();

  private static List<Sample> others() {
    return List.of(
        signing("private-token", "/sign_up", PT_UP, "", PT_UP.replace("NEW", "")),
        signing("private-token", "/api/v2/sign_up", PT_UP, "", PT_UP.replace("NEW", "")),
        signing("private-token", "/sign_in", PT_IN, PT_IN.replace("PASS", "wrongPASS"), ""),
        signing("private-token", "/api/v2/sign_in", PT_IN, PT_IN.replace("PASS", "wrongPASS"), ""),
        weChat("/sign_in_with/{provider}"),
        weChat("/api/v2/sign_in_with/{provider}"),
        protectedRead("private-token", "GET", "/api/v2/user"),
        new Sample(
            "private-token",
            "PUT",
            "/api/v2/user",
            Set.of(Trait.BODY, Trait.PROTECTED),
            "{'fullname':'Somebody'}",
            "{'fullname':['x']}",
            "",
            ""),
        new Sample(
            "private-token",
            "PUT",
            "/api/v2/user/password",
            Set.of(Trait.BODY, Trait.PROTECTED, Trait.HASHES),
            "{'current_password':'PASS','password':'PASS2','password_confirmation':'PASS2'}",
            "{'current_password':['x'],'password':'PASS2','password_confirmation':'PASS2'}",
            "{'current_password':'x','password':'PASS2','password_confirmation':'PASS2'}",
            ""),
        letter("private-token", "/api/v2/reset_password", "{'email':'MAIL'}", "{'email':['x']}"),
        signing(
            "client-app",
            "/sign-up",
            "{'username':'NEWMAIL','password':'PASS'," + CLIENT + "}",
            "",
            "{'username':'MAIL','password':'PASS'," + CLIENT + "}"),
        signing(
            "client-app",
            "/oauth/authorize",
            "{'username':'MAIL','password':'PASS','grant_type':'password'," + CLIENT + "}",
            "{'username':'MAIL','password':'wrong','grant_type':'password'," + CLIENT + "}",
            ""),
        protectedRead("client-app", "GET", "/users/{id}"),
        signing("jwt-sessions", "/v1/auth", JWT_UP, "", JWT_UP.replace("NEW", "")),
        signing("jwt-sessions", "/signup", JWT_UP, "", JWT_UP.replace("NEW", "")),
        signing("jwt-sessions", "/v1/auth/sign_in", JWT_IN, JWT_IN.replace("PASS", "wrong"), ""),
        signing("jwt-sessions", "/signin", JWT_IN, JWT_IN.replace("PASS", "wrong"), ""),
        protectedRead("jwt-sessions", "DELETE", "/v1/auth/sign_out"),
        protectedRead("jwt-sessions", "DELETE", "/signin"),
        protectedRead("jwt-sessions", "POST", "/v1/auth/refresh"),
        protectedRead("jwt-sessions", "POST", "/refresh"),
        protectedRead("jwt-sessions", "GET", "/v1/auth/me"),
        protectedRead("jwt-sessions", "GET", "/me"),
        signing(
            "device-sessions",
            "/api/v1/sessions",
            DEVICE_IN,
            DEVICE_IN.replace("PASS", "wrongPASS"),
            ""),
        signing(
            "device-sessions",
            "/api/v1/registrations",
            DEVICE_UP,
            "",
            DEVICE_UP.replace("NEW", "")),
        protectedRead("device-sessions", "GET", "/api/v1/sessions/current"),
        letter(
            "device-sessions",
            "/api/v1/sessions/restore_password",
            "{'user':{'email':'MAIL'}}",
            "{'user':{'email':['x']}}"),
        new Sample(
            "device-sessions",
            "PUT",
            "/api/v1/sessions/reset_password",
            Set.of(Trait.BODY),
            "{'user':{'password':'PASS','password_confirmation':'PASS','token':'x'}}",
            "{'user':{'password':['x'],'password_confirmation':'PASS','token':'x'}}",
            "",
            ""),
        new Sample(
            "device-sessions",
            "PUT",
            "/api/v1/users/change_password",
            Set.of(Trait.BODY, Trait.PROTECTED, Trait.HASHES),
            "{'user':{'password':'PASS2','password_confirmation':'PASS2'}}",
            "{'user':{'password':['x'],'password_confirmation':'PASS2'}}",
            "",
            ""),
        new Sample(
            "device-sessions",
            "PUT",
            "/api/v1/users/{id}",
            Set.of(Trait.BODY, Trait.PROTECTED),
            "{'user':{'email':'MAIL','first_name':'a','last_name':'b'}}",
            "{'user':{'email':['x'],'first_name':'a','last_name':'b'}}",
            "",
            ""),
        protectedRead("device-sessions", "GET", "/api/v1/authorizations"),
        protectedRead("device-sessions", "DELETE", "/api/v1/authorizations/{id}"));
  }

  /** The hosted pages: what they show, and the forms they take. */
  private static List<Sample> pages() {
    List<Sample> samples = new ArrayList<>();
    String up = "{'email':'NEWMAIL','password':'PASS','password_again':'PASS'}";
    String in = "{'name':'MAIL','password':'PASS'}";
    samples.add(pageForm("sign-up", SIGNING, up, "", up.replace("NEW", "")));
    samples.add(pageForm("sign-in", SIGNING, in, in.replace("PASS", "wrong"), ""));
    samples.add(pageForm("sign-out", Set.of(Trait.PROTECTED), "", "", ""));
    for (String page : List.of("forgot-password", "resend-confirmation")) {
      samples.add(pageForm(page, Set.of(Trait.BODY, Trait.BUDGET), "{'name':'MAIL'}", "", ""));
    }
    for (String page :
        List.of("reset-password", "confirm-email", "confirm-new-email", "undo-email")) {
      samples.add(
          pageForm(
              page, Set.of(Trait.BODY), "{'password':'PASS','password_again':'PASS'}", "", ""));
    }
    samples.add(pageForm("language", Set.of(Trait.BODY), "{'language':'zh-CN'}", "", ""));
    Set<Trait> own = Set.of(Trait.BODY, Trait.PROTECTED);
    samples.add(pageForm("profile", own, "{'full_name':'Somebody'}", "", ""));
    String change = "'password':'PASS2','password_again':'PASS2'}";
    samples.add(
        pageForm(
            "password",
            own,
            "{'current_password':'PASS'," + change,
            "{'current_password':'wrong'," + change,
            ""));
    samples.add(
        pageForm(
            "email",
            own,
            "{'email':'NEWMAIL','current_password':'PASS'}",
            "{'email':'NEWMAIL','current_password':'wrong'}",
            "{'email':'MAIL','current_password':'PASS'}"));
    samples.add(pageForm("email/confirmation", Set.of(Trait.PROTECTED), "", "", ""));
    samples.add(pageForm("devices/end", own, "{'session':'1'}", "", ""));
    samples.add(pageForm("devices/end-others", Set.of(Trait.PROTECTED), "", "", ""));
    samples.add(
        pageForm(
            "data",
            Set.of(Trait.BODY, Trait.PROTECTED, Trait.HASHES),
            "{'current_password':'PASS'}",
            "{'current_password':'wrong'}",
            ""));
    samples.add(
        pageForm("close", own, "{'current_password':'PASS'}", "{'current_password':'wrong'}", ""));
    for (String page :
        List.of("", "/profile", "/email", "/password", "/devices", "/data", "/close")) {
      samples.add(protectedRead("pages", "GET", "/account" + page));
    }
    for (String page :
        List.of(
            "sign-up",
            "sign-in",
            "forgot-password",
            "resend-confirmation",
            "reset-password",
            "confirm-email",
            "confirm-new-email",
            "undo-email",
            "assets/{file}")) {
      samples.add(new Sample("pages", "GET", "/account/" + page, Set.of(), "", "", "", ""));
    }
    return samples;
  }

  private static Sample pageForm(
      String page, Set<Trait> traits, String good, String wrongPassword, String taken) {
    String wrongType = good.replaceFirst(":'[^']*'", ":['x']");
    return new Sample(
        "pages", "POST", "/account/" + page, traits, good, wrongType, wrongPassword, taken);
  }

  /** Every call of session-rpc at each of its three bases, and what answers beside the calls. */
  private static List<Sample> rpc() {
    String up = "[{'username':'NEWUSER','email':'NEWMAIL','password':'PASS'}]";
    String in = "[{'username':'MAIL','password':'PASS'}]";
    List<Sample> samples = new ArrayList<>();
    for (String base : List.of("/api", "/jsonrpc", "")) {
      String room = base + "/v1/session/";
      samples.add(signing(RPC, room + "signup", up, "", up.replace("NEW", "")));
      samples.add(
          new Sample(
              RPC,
              "POST",
              room + "signin",
              Set.of(Trait.BODY, Trait.HASHES, Trait.BUDGET, Trait.PROTECTED),
              in,
              "['x']",
              in.replace("PASS", "wrong"),
              ""));
      samples.add(protectedRead(RPC, "POST", room + "signout"));
      samples.add(letter(RPC, room + "send-confirmation-email", "['MAIL']", "[{}]"));
      samples.add(letter(RPC, room + "send-password-reset-email", "['MAIL']", "[{}]"));
      samples.add(
          new Sample(
              RPC,
              "POST",
              room + "confirm-email-by-token",
              Set.of(Trait.BODY),
              "['x']",
              "[{}]",
              "",
              ""));
      samples.add(
          new Sample(
              RPC,
              "POST",
              room + "set-password-by-token",
              Set.of(Trait.BODY),
              "['x','PASS']",
              "[{},'PASS']",
              "",
              ""));
      for (Sample call : List.copyOf(samples)) {
        if (call.path().startsWith(room) && call.verb().equals("POST")) {
          samples.add(new Sample(RPC, "GET", call.path(), Set.of(), "", "", "", ""));
        }
      }
    }
    for (String base : List.of("/api", "/jsonrpc")) {
      samples.add(new Sample(RPC, "POST", base, Set.of(Trait.BODY), "[]", "", "", ""));
      samples.add(new Sample(RPC, "GET", base, Set.of(), "", "", "", ""));
      for (String service : List.of("/ping", "/pong", "/healthcheck")) {
        samples.add(new Sample(RPC, "POST", base + service, Set.of(), "", "", "", ""));
        samples.add(new Sample(RPC, "GET", base + service, Set.of(), "", "", "", ""));
      }
    }
    return samples;
  }

  private static Sample signing(
      String contract, String path, String good, String wrongPassword, String taken) {
    String wrongType = good.replaceFirst("'(NEW)?(MAIL|USER)'", "['x']");
    return new Sample(contract, "POST", path, SIGNING, good, wrongType, wrongPassword, taken);
  }

  private static Sample weChat(String path) {
    return new Sample(
        "private-token",
        "POST",
        path,
        Set.of(Trait.BODY, Trait.BUDGET),
        "{'uid':'oNEWUSER'}",
        "{'uid':['x']}",
        "",
        "{'uid':'oNEWUSER','username':'USER'}");
  }

  private static Sample letter(String contract, String path, String good, String wrongType) {
    return new Sample(
        contract, "POST", path, Set.of(Trait.BODY, Trait.BUDGET), good, wrongType, "", "");
  }

  private static Sample protectedRead(String contract, String verb, String path) {
    return new Sample(contract, verb, path, Set.of(Trait.PROTECTED), "", "", "", "");
  }

  /** The line that names the endpoint. */
  String endpoint() {
    return contract + " " + verb + " " + path;
  }

  boolean is(Trait trait) {
    return traits.contains(trait);
  }
}
