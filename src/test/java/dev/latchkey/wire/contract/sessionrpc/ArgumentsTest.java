package dev.latchkey.wire.contract.sessionrpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.wire.http.BadInput;
import dev.latchkey.wire.http.Json;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The arguments of each call are judged, coerced and refused as the original's schemas did. */
class ArgumentsTest {
  @ParameterizedTest(name = "signin {0} is read as {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "[]                                     | []",
        "[null]                                 | [null]",
        "[null,null]                            | [null,null]",
        "[null,[\"admin\"]]                     | [null,[\"admin\"]]",
        "[\"\"]                                 | [null]",
        "[0]                                    | [null]",
        "[0.0]                                  | [null]",
        "[false]                                | [null]",
        "[{\"username\":1,\"password\":2}]      | [{\"username\":\"1\",\"password\":\"2\"}]",
        "[{\"username\":true,\"password\":null}]| [{\"username\":\"true\",\"password\":\"\"}]",
        "[{\"username\":1e21,\"password\":1.50}]| [{\"username\":\"1e+21\",\"password\":\"1.5\"}]",
        "[null,[1]]                             | [null,[\"1\"]]",
        "[null,0]                               | [null,null]",
        "[null,[]]                              | [null,[]]",
      })
  void signin_takes(String sent, String read) throws BadInput {
    Complaints complaints = new Complaints();
    Object arguments = SignInEndpoint.ARGUMENTS.read(json(sent), complaints);
    assertThat(complaints.text()).isEmpty();
    assertThat(Json.write(arguments)).isEqualTo(read);
  }

  @ParameterizedTest(name = "signin {0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "[{\"username\":\"a\"}] | must be null;must have required property 'password';"
            + "must match a schema in anyOf",
        "[{}] | must be null;must have required property 'username';"
            + "must have required property 'password';must match a schema in anyOf",
        "[{\"username\":\"a\",\"password\":\"b\",\"c\":1}] | must be null;"
            + "must NOT have additional properties;must match a schema in anyOf",
        "[\"joe\"] | must be null;must be object;must match a schema in anyOf",
        "[1] | must be null;must be object;must match a schema in anyOf",
        "[[]] | must be null;must be object;must match a schema in anyOf",
        "[{\"username\":{},\"password\":\"b\"}] | must be null;must be string;"
            + "must match a schema in anyOf",
        "[null,\"admin\"] | must be null;must be null;must be array;"
            + "must match a schema in anyOf;must match a schema in anyOf",
        "[null,{}] | must be null;must be null;must be array;"
            + "must match a schema in anyOf;must match a schema in anyOf",
        "[null,[{},[]]] | must be null;must be null;must be string;must be string;"
            + "must match a schema in anyOf;must match a schema in anyOf",
        "[null,null,null] | must NOT have more than 2 items",
      })
  void signin_refuses(String sent, String sentences) throws BadInput {
    assertThat(complaints(SignInEndpoint.ARGUMENTS, sent)).isEqualTo(sentences.replace(';', '\n'));
  }

  @ParameterizedTest(name = "signup {0}: {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "[]                          | must NOT have fewer than 1 items",
        "[{}]                        | must have required property 'username'",
        "[null]                      | must be object",
        "[\"x\"]                     | must be object",
        "[{\"username\":[\"a\"]}]    | must be string",
        "[{\"username\":\"a\"},1]    | must NOT have more than 1 items",
        "[{\"password\":{}}]         | must have required property 'username';must be string",
      })
  void signup_refuses(String sent, String sentences) throws BadInput {
    assertThat(complaints(SignUpEndpoint.ARGUMENTS, sent)).isEqualTo(sentences.replace(';', '\n'));
  }

  @Test
  void signup_takes_unknown_fields_and_drops_them() throws BadInput {
    Complaints complaints = new Complaints();
    Object arguments =
        SignUpEndpoint.ARGUMENTS.read(
            json("[{\"id\":1,\"username\":7,\"enabled\":false,\"email\":null}]"), complaints);
    assertThat(complaints.isEmpty()).isTrue();
    assertThat(Json.write(arguments)).isEqualTo("[{\"username\":\"7\",\"email\":\"\"}]");
  }

  @ParameterizedTest(name = "a single string: {0}: {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "[]          | must NOT have fewer than 1 items",
        "[{}]        | must be string",
        "[[]]        | must be string",
        "[\"a\",1]   | must NOT have more than 1 items",
        "[{},1]      | must NOT have more than 1 items;must be string",
      })
  void calls_with_one_string_refuse(String sent, String sentences) throws BadInput {
    for (Rule rule :
        new Rule[] {
          ConfirmEmailByTokenEndpoint.ARGUMENTS,
          SendConfirmationEmailEndpoint.ARGUMENTS,
          SendPasswordResetEmailEndpoint.ARGUMENTS
        }) {
      assertThat(complaints(rule, sent)).isEqualTo(sentences.replace(';', '\n'));
    }
  }

  @ParameterizedTest(name = "a string argument {0} is read as {1}")
  @CsvSource(
      delimiter = '|',
      value = {"[1]|[\"1\"]", "[true]|[\"true\"]", "[null]|[\"\"]", "[\"a\"]|[\"a\"]"})
  void strings_are_coerced(String sent, String read) throws BadInput {
    Complaints complaints = new Complaints();
    Object arguments = SendConfirmationEmailEndpoint.ARGUMENTS.read(json(sent), complaints);
    assertThat(complaints.isEmpty()).isTrue();
    assertThat(Json.write(arguments)).isEqualTo(read);
  }

  @ParameterizedTest(name = "set-password-by-token {0}: {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "[]           | must NOT have fewer than 2 items",
        "[\"x\"]      | must NOT have fewer than 2 items",
        "[{},[]]      | must be string;must be string",
        "[1,2,3]      | must NOT have more than 2 items",
      })
  void set_password_refuses(String sent, String sentences) throws BadInput {
    assertThat(complaints(SetPasswordByTokenEndpoint.ARGUMENTS, sent))
        .isEqualTo(sentences.replace(';', '\n'));
  }

  @ParameterizedTest(name = "signout {0}")
  @CsvSource(
      delimiter = '|',
      value = {"[null]", "[1]", "[{}]"})
  void signout_takes_no_argument_at_all(String sent) throws BadInput {
    assertThat(complaints(Rules.noArguments(), sent)).isEqualTo("boolean schema is false");
    assertThat(complaints(Rules.noArguments(), "[]")).isEmpty();
  }

  @Test
  void a_flood_of_bad_values_gets_a_bounded_answer() throws BadInput {
    String sent = "[" + "1,".repeat(10_000) + "1]";
    assertThat(complaints(Rules.noArguments(), sent).split("\n")).hasSize(Complaints.MOST);
  }

  private static String complaints(Rule rule, String sent) throws BadInput {
    Complaints complaints = new Complaints();
    rule.read(json(sent), complaints);
    return complaints.text();
  }

  private static Object json(String text) throws BadInput {
    Object value = Json.read(text.strip().getBytes(StandardCharsets.UTF_8));
    return java.util.Objects.requireNonNull(value);
  }
}
