package growth;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** Draws how the cost grows with the accounts, in times of what it is in the smallest store. */
final class Curve {
  private static final int WIDTH = 900;
  private static final int HEIGHT = 420;
  private static final int TOP = 70;
  private static final int BOTTOM = 330;
  private static final int PANEL = 360;
  private static final double PROMISED = 1.2;

  private final List<Point> points;
  private final double ceiling;
  private final StringBuilder svg = new StringBuilder();

  private Curve(List<Point> points) {
    this.points = points;
    this.ceiling =
        Math.max(
            1.5,
            Math.ceil(
                    10
                        * points.stream()
                            .flatMapToDouble(one -> all().mapToDouble(line -> share(one, line.cost())))
                            .max()
                            .orElseThrow())
                / 10);
  }

  /** One kind of cost, and how its line is drawn. */
  private record Line(String name, String dashes, ToDoubleFunction<Point> cost) {}

  private static List<Line> inside() {
    return List.of(
        new Line("check", "none", one -> one.check().median()),
        new Line("name look-up", "6 4", one -> one.name().median()));
  }

  private static List<Line> outside() {
    return List.of(
        new Line("check", "none", one -> one.served().processor()),
        new Line("sign-in", "6 4", one -> one.signedIn().processor()));
  }

  private static Stream<Line> all() {
    return Stream.concat(inside().stream(), outside().stream());
  }

  /** Draws it as SVG. */
  static String draw(List<Point> points) {
    Curve curve = new Curve(points);
    curve.line(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"13\">",
        WIDTH, HEIGHT);
    curve.line("<title>What a session check and a sign-in cost, by the number of accounts</title>");
    curve.line("<rect width=\"%d\" height=\"%d\" fill=\"white\"/>", WIDTH, HEIGHT);
    curve.panel(60, "Within the server: time of one look-up", inside());
    curve.panel(510, "Over HTTP: processor time of server and database", outside());
    curve.line("</svg>");
    return curve.svg.toString();
  }

  private void panel(int left, String title, List<Line> lines) {
    text(left, 30, "start", "<tspan font-weight=\"bold\">" + title + "</tspan>");
    text(left, 48, "start", "in times of the smallest store");
    for (double share = 0; share <= ceiling + 0.01; share += 0.5) {
      rule(left, share, "#dddddd", "none");
      text(left - 8, y(share) + 4, "end", String.format(Locale.ROOT, "%.1f", share));
    }
    rule(left, PROMISED, "#b03030", "2 3");
    text(left + 4, y(PROMISED) - 5, "start", "<tspan fill=\"#b03030\">promised: at most 1.2</tspan>");
    for (int people : points.stream().map(Point::people).distinct().toList()) {
      text(x(left, people), BOTTOM + 20, "middle", String.format(Locale.ROOT, "%,d", people));
    }
    List<String> stores = points.stream().map(Point::store).distinct().toList();
    for (int i = 0; i < stores.size(); i++) {
      for (int j = 0; j < lines.size(); j++) {
        Line line = lines.get(j);
        stroke(left, stores.get(i), line);
        int from = left + i * PANEL / 2;
        int at = BOTTOM + 48 + j * 20;
        String style = style(stores.get(i), line.dashes());
        line("<line x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\" %s/>", from, at, from + 26, at, style);
        text(from + 32, at + 4, "start", stores.get(i) + ", " + line.name());
      }
    }
  }

  private void stroke(int left, String store, Line line) {
    StringBuilder path = new StringBuilder();
    for (Point one : points) {
      if (one.store().equals(store)) {
        path.append(
            String.format(
                Locale.ROOT, "%s%.1f,%.1f", path.isEmpty() ? "" : " ", x(left, one.people()), y(share(one, line.cost()))));
      }
    }
    line("<polyline points=\"%s\" fill=\"none\" %s/>", path, style(store, line.dashes()));
  }

  private double share(Point one, ToDoubleFunction<Point> cost) {
    Point first = points.stream().filter(other -> other.store().equals(one.store())).findFirst().orElseThrow();
    return cost.applyAsDouble(one) / cost.applyAsDouble(first);
  }

  private static String style(String store, String dashes) {
    String colour = store.equals("SQLite") ? "#1f6fb2" : "#2e8b57";
    return "stroke=\"" + colour + "\" stroke-width=\"2.5\" stroke-dasharray=\"" + dashes + "\"";
  }

  private void rule(int left, double share, String colour, String dashes) {
    line(
        "<line x1=\"%d\" y1=\"%.1f\" x2=\"%d\" y2=\"%.1f\" stroke=\"%s\" stroke-dasharray=\"%s\"/>",
        left, y(share), left + PANEL, y(share), colour, dashes);
  }

  /** Each tenfold is as wide as every other. */
  private double x(int left, int people) {
    double least = Math.log10(points.stream().mapToInt(Point::people).min().orElseThrow());
    double most = Math.log10(points.stream().mapToInt(Point::people).max().orElseThrow());
    double share = most == least ? 0.5 : (Math.log10(people) - least) / (most - least);
    return left + 20 + share * (PANEL - 50);
  }

  private double y(double share) {
    return BOTTOM - share / ceiling * (BOTTOM - TOP);
  }

  private void text(double x, double y, String anchor, String words) {
    line("<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" fill=\"#222222\">%s</text>", x, y, anchor, words);
  }

  private void line(String form, Object... values) {
    svg.append(String.format(Locale.ROOT, form, values)).append('\n');
  }
}
