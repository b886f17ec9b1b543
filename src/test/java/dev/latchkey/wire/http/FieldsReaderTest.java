package dev.latchkey.wire.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.kernel.Origin;
import dev.latchkey.kernel.Reason;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FieldsReaderTest {
  private static final String FORM = "application/x-www-form-urlencoded";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json",
        "Application/JSON",
        "application/json; charset=utf-8",
        "application/json;charset=\"UTF-8\"",
        "application/vnd.api+json",
        "application/json; odata=verbose"
      })
  void json_is_read_by_any_of_its_names(String type) throws Exception {
    assertThat(read(type, "{\"a\":\"b\"}")).isEqualTo(Map.of("a", "b"));
  }

  @Test
  void a_body_without_a_type_is_json() throws Exception {
    assertThat(read(null, "{\"a\":1}")).isEqualTo(Map.of("a", 1L));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/plain",
        "text/json",
        "multipart/form-data; boundary=x",
        "application/xml",
        "application/octet-stream",
        "application/json; charset=utf-16",
        "application/json; charset=iso-8859-1",
        "application/json; a=b; charset=latin1",
        "application/x-www-form-urlencoded; charset=utf-16",
        "application/jsonx",
        "image/svg+json",
        "x",
        ""
      })
  void other_types_and_charsets_are_refused(String type) {
    assertRefused(type, "{\"a\":1}", Reason.UNSUPPORTED_MEDIA);
  }

  @Test
  void two_content_types_are_refused() {
    Request request =
        request(
            Map.of("content-type", List.of("application/json", FORM)),
            "{}".getBytes(StandardCharsets.UTF_8));

    assertRefused(request, Reason.UNSUPPORTED_MEDIA);
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/plain", "application/json", FORM, "x"})
  void an_empty_body_has_no_fields_whatever_it_says_it_is(String type) throws Exception {
    assertThat(read(type, "")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"null", "[]", "\"x\"", "1", "true", "{", "{}{}", "{\"a\":1,\"a\":2}", " "})
  void json_that_is_no_single_object_is_refused(String body) {
    assertRefused("application/json", body, Reason.MALFORMED_BODY);
  }

  @Test
  void a_form_is_decoded() throws Exception {
    assertThat(read(FORM, "a=b+c&d=%C3%A9%2B%26%3d&e=&f&&g=x=y&h=é"))
        .isEqualTo(Map.of("a", "b c", "d", "é+&=", "e", "", "f", "", "g", "x=y", "h", "é"));
  }

  @Test
  void brackets_nest() throws Exception {
    assertThat(
            read(
                FORM,
                "user[email]=e&user[authorization][platform]=ios&user%5Btags%5D%5B%5D=a"
                    + "&user[tags][]=b&list[]=1"))
        .isEqualTo(
            Map.of(
                "user",
                Map.of(
                    "email",
                    "e",
                    "authorization",
                    Map.of("platform", "ios"),
                    "tags",
                    List.of("a", "b")),
                "list",
                List.of("1")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a=1&a=2",
        "a=1&a=1",
        "a=1&%61=2",
        "a[b]=1&a[b]=2",
        "a=1&a[b]=2",
        "a[b]=2&a=1",
        "a[]=1&a=2",
        "a=1&a[]=2",
        "a[]=1&a[b]=2",
        "a[b]=1&a[]=2",
        "a[][b]=1",
        "a[b=1",
        "a]=1",
        "a[b]c=1",
        "a[b]]=1",
        "a[[b]]=1",
        "[a]=1",
        "=1",
        "a=%",
        "a=%4",
        "a=%zz",
        "a=%٤٤",
        "a=%u0041",
        "%=1",
        "a=%ff",
        "a=%c0%af",
        "a=%ed%a0%80",
        "a=%f5%80%80%80",
        "a=%00",
        "a%00=1",
        "a[%00]=1"
      })
  void a_form_that_could_be_read_in_two_ways_is_refused(String body) {
    assertRefused(FORM, body, Reason.MALFORMED_BODY);
  }

  @Test
  void a_form_of_bytes_that_are_not_utf_8_is_refused() {
    Request request =
        request(Map.of("content-type", List.of(FORM)), new byte[] {'a', '=', (byte) 0xff});

    assertRefused(request, Reason.MALFORMED_BODY);
  }

  @Test
  void a_form_has_as_many_fields_as_the_limit_and_no_more() throws Exception {
    assertThat(read(FORM, fields(FormReader.MAX_FIELDS))).hasSize(FormReader.MAX_FIELDS);
    assertRefused(FORM, fields(FormReader.MAX_FIELDS + 1), Reason.MALFORMED_BODY);
    assertRefused(FORM, fields(20_000), Reason.MALFORMED_BODY);
  }

  private static String fields(int count) {
    StringBuilder form = new StringBuilder();
    for (int i = 0; i < count; i++) {
      form.append("f").append(i).append("=1&");
    }
    return form.toString();
  }

  @Test
  void brackets_nest_as_deep_as_the_limit_and_no_deeper() throws Exception {
    assertThat(read(FORM, "a" + "[b]".repeat(31) + "=1")).hasSize(1);
    assertRefused(FORM, "a" + "[b]".repeat(32) + "=1", Reason.MALFORMED_BODY);
    assertRefused(FORM, "a" + "[b]".repeat(20_000) + "=1", Reason.MALFORMED_BODY);
  }

  @ParameterizedTest
  @CsvSource({"a=b%20c, b c", "a=b+c, b c", "a=%C3%A9, é"})
  void a_query_is_read_like_a_form(String query, String value) throws Exception {
    assertThat(Fields.ofQuery(asking(query)).text("a")).contains(value);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a=1&a=2", "a=%zz", "a=%ff"})
  void a_query_that_cannot_be_read_is_refused(String query) {
    assertThatThrownBy(() -> Fields.ofQuery(asking(query)))
        .asInstanceOf(InstanceOfAssertFactories.type(BadInput.class))
        .extracting(BadInput::reason)
        .isEqualTo(Reason.MALFORMED_BODY);
  }

  @Test
  void no_query_has_no_fields() throws Exception {
    assertThat(Fields.ofQuery(asking(null)).values()).isEmpty();
    assertThat(Fields.ofQuery(asking("")).values()).isEmpty();
  }

  @Test
  void nothing_is_coerced_to_text() throws Exception {
    Fields fields =
        new Fields(
            read("application/json", "{\"n\":1,\"b\":true,\"l\":[\"x\"],\"o\":{},\"z\":null}"));

    for (String name : List.of("n", "b", "l", "o")) {
      assertThatThrownBy(() -> fields.text(name))
          .asInstanceOf(InstanceOfAssertFactories.type(BadInput.class))
          .extracting(BadInput::reason)
          .isEqualTo(Reason.WRONG_TYPE);
    }
    assertThat(fields.text("z")).isEmpty();
    assertThat(fields.has("z")).isTrue();
    assertThat(fields.has("absent")).isFalse();
  }

  private static Map<String, @Nullable Object> read(@Nullable String type, String body)
      throws BadInput {
    return Fields.of(request(type, body)).values();
  }

  private static void assertRefused(String type, String body, Reason reason) {
    assertRefused(request(type, body), reason);
  }

  private static void assertRefused(Request request, Reason reason) {
    assertThatThrownBy(() -> Fields.of(request))
        .asInstanceOf(InstanceOfAssertFactories.type(BadInput.class))
        .extracting(BadInput::reason)
        .isEqualTo(reason);
  }

  private static Request request(@Nullable String type, String body) {
    Map<String, List<String>> headers =
        type == null ? Map.of() : Map.of("content-type", List.of(type));
    return request(headers, body.getBytes(StandardCharsets.UTF_8));
  }

  private static Request request(Map<String, List<String>> headers, byte[] body) {
    return new Request("POST", "/", null, headers, Map.of(), body, false, Origin.LOCAL);
  }

  private static Request asking(@Nullable String query) {
    return new Request("GET", "/", query, Map.of(), Map.of(), new byte[0], false, Origin.LOCAL);
  }
}
