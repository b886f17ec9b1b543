package overload;

import java.util.List;
import java.util.Locale;

/** Draws what came in over what was offered, beside what an ideal server would let in. */
final class Curve {
  private static final int WIDTH = 720;
  private static final int HEIGHT = 400;
  private static final int LEFT = 70;
  private static final int RIGHT = 20;
  private static final int TOP = 40;
  private static final int BOTTOM = 60;
  private static final int TICKS = 5;

  private final String unit;
  private final String across;
  private final String up;
  private final List<double[]> points;
  private final double capacity;
  private final double mostAcross;
  private final double mostUp;

  Curve(String unit, String across, String up, List<double[]> points, double capacity) {
    this.unit = unit;
    this.across = across;
    this.up = up;
    this.points = points;
    this.capacity = capacity;
    this.mostAcross = round(points.stream().mapToDouble(point -> point[0]).max().orElse(1));
    this.mostUp =
        round(1.2 * Math.max(capacity, points.stream().mapToDouble(point -> point[1]).max().orElse(1)));
  }

  String svg() {
    StringBuilder svg = new StringBuilder();
    add(
        svg,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"13\">",
        WIDTH, HEIGHT);
    add(svg, "<title>%s: %s over %s</title>", unit, up, across);
    add(svg, "<rect width=\"%d\" height=\"%d\" fill=\"#ffffff\"/>", WIDTH, HEIGHT);
    for (int i = 0; i <= TICKS; i++) {
      double x = mostAcross * i / TICKS;
      double y = mostUp * i / TICKS;
      add(svg, "<line x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\" stroke=\"#dddddd\"/>", LEFT, WIDTH - RIGHT, y(y), y(y));
      add(svg, "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%.0f</text>", LEFT - 8, y(y) + 4, y);
      add(svg, "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%.0f</text>", x(x), HEIGHT - BOTTOM + 20, x);
    }
    add(svg, "<text x=\"%d\" y=\"22\">%s that %s</text>", LEFT, unit, up);
    add(svg, "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s that were %s</text>", WIDTH - RIGHT, HEIGHT - 15, unit, across);
    line(svg, List.of(new double[] {0, 0}, new double[] {capacity, capacity}, new double[] {mostAcross, capacity}), "#999999", "6 4");
    line(svg, points, "#1f5fbf", "none");
    for (double[] point : points) {
      add(svg, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"4\" fill=\"#1f5fbf\"/>", x(point[0]), y(point[1]));
    }
    add(svg, "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\" fill=\"#666666\">capacity</text>", WIDTH - RIGHT, y(capacity) - 8);
    return svg.append("</svg>\n").toString();
  }

  private void line(StringBuilder svg, List<double[]> path, String colour, String dashes) {
    StringBuilder places = new StringBuilder();
    for (double[] point : path) {
      places.append(String.format(Locale.ROOT, "%.1f,%.1f ", x(point[0]), y(point[1])));
    }
    add(
        svg,
        "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\" stroke-dasharray=\"%s\"/>",
        places.toString().strip(), colour, dashes);
  }

  private double x(double value) {
    return LEFT + value / mostAcross * (WIDTH - LEFT - RIGHT);
  }

  private double y(double value) {
    return HEIGHT - BOTTOM - value / mostUp * (HEIGHT - BOTTOM - TOP);
  }

  /** Gives the next figure that people like to read on an axis. */
  private static double round(double value) {
    double step = Math.pow(10, Math.floor(Math.log10(value)));
    return Math.ceil(value / step * 2) / 2 * step;
  }

  private static void add(StringBuilder svg, String format, Object... values) {
    svg.append(String.format(Locale.ROOT, format, values)).append('\n');
  }
}
