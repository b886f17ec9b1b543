package dev.latchkey.house;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.wire.http.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The dashboard and the guide know the figures that the server has, and no others. */
class DashboardTest {
  private static final Path DASHBOARD = Path.of("docs/guide/grafana-dashboard.json");
  private static final Path GUIDE = Path.of("docs/guide/observe.md");
  private static final Pattern FAMILY = Pattern.compile("(?m)^# TYPE (\\S+) ");
  private static final Pattern SAMPLE = Pattern.compile("(?m)^([a-z][a-z0-9_]*)[{ ]");
  private static final Pattern NOT_A_NAME = Pattern.compile("\"[^\"]*\"|\\$\\{?\\w+}?");
  private static final Pattern NAME =
      Pattern.compile("\\b[a-z][a-z0-9]*(?:_[a-z0-9]+)+\\b(?!\\s*\\()");
  private static final Pattern OURS = Pattern.compile("latchkey_[a-z0-9_]+");

  private static final Set<String> families = new TreeSet<>();
  private static final Set<String> samples = new TreeSet<>();

  @BeforeAll
  static void readFigures() {
    try (RunningHouse embedded = RunningHouse.start();
        RunningHouse pooled = RunningHouse.onPostgres()) {
      for (RunningHouse house : List.of(embedded, pooled)) {
        house.get("/health/live");
        String figures = house.get("/metrics").body();
        FAMILY.matcher(figures).results().forEach(found -> families.add(found.group(1)));
        SAMPLE.matcher(figures).results().forEach(found -> samples.add(found.group(1)));
      }
    }
  }

  @Test
  void every_figure_that_the_dashboard_asks_for_is_there() throws Exception {
    assertThat(asked()).hasSizeGreaterThan(15).isSubsetOf(samples);
  }

  @Test
  void every_figure_of_ours_is_on_the_dashboard() throws Exception {
    Set<String> shown = asked();
    assertThat(families.stream().filter(one -> one.startsWith("latchkey_")))
        .hasSizeGreaterThan(10)
        .allMatch(family -> shown.stream().anyMatch(name -> isOf(family, name)));
  }

  @Test
  void the_guide_explains_every_figure_of_ours_and_no_other() throws Exception {
    Set<String> explained =
        OURS.matcher(Files.readString(GUIDE))
            .results()
            .map(found -> found.group())
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(explained).allMatch(name -> samples.contains(name) || families.contains(name));
    assertThat(explained)
        .containsAll(families.stream().filter(one -> one.startsWith("latchkey_")).toList());
  }

  @Test
  void panels_have_numbers_of_their_own_and_do_not_overlap() throws Exception {
    Set<Object> ids = new HashSet<>();
    Set<List<Long>> cells = new HashSet<>();
    for (Object one : (List<?>) dashboard().get("panels")) {
      Map<?, ?> panel = (Map<?, ?>) one;
      assertThat(ids.add(panel.get("id"))).isTrue();
      Map<?, ?> place = (Map<?, ?>) panel.get("gridPos");
      for (long x = number(place, "x"); x < number(place, "x") + number(place, "w"); x++) {
        for (long y = number(place, "y"); y < number(place, "y") + number(place, "h"); y++) {
          assertThat(x).isLessThan(24);
          assertThat(cells.add(List.of(x, y))).as(panel.get("title") + " overlaps").isTrue();
        }
      }
    }
  }

  private static long number(Map<?, ?> map, String key) {
    return ((Number) map.get(key)).longValue();
  }

  /** A histogram has samples under three names. */
  private static boolean isOf(String family, String name) {
    return name.equals(family) || name.equals(family + "_bucket") || name.equals(family + "_count");
  }

  private static Set<String> asked() throws Exception {
    List<String> queries = new ArrayList<>();
    collect(dashboard(), queries);
    Set<String> names = new TreeSet<>();
    for (String query : queries) {
      NAME.matcher(NOT_A_NAME.matcher(query).replaceAll(" "))
          .results()
          .forEach(found -> names.add(found.group()));
    }
    return names;
  }

  private static void collect(Object value, List<String> queries) {
    if (value instanceof Map<?, ?> map) {
      map.forEach(
          (key, inner) -> {
            if (inner instanceof String text && (key.equals("expr") || key.equals("query"))) {
              queries.add(text);
            }
            collect(inner, queries);
          });
    } else if (value instanceof List<?> list) {
      list.forEach(inner -> collect(inner, queries));
    }
  }

  private static Map<?, ?> dashboard() throws Exception {
    return (Map<?, ?>) Json.read(Files.readAllBytes(DASHBOARD));
  }
}
