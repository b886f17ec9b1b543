package dev.latchkey.cli;

import dev.latchkey.feature.usage.ListUses.Report;
import dev.latchkey.feature.usage.ListUses.Sum;
import java.util.Locale;
import java.util.Map;

/** The requests of each day, one row of bars for each contract, as SVG. */
final class UsagePlot {
  private static final int WIDTH = 900;
  private static final int LEFT = 160;
  private static final int RIGHT = 20;
  private static final int TOP = 60;
  private static final int ROW = 90;
  private static final int BAR = 56;

  private UsagePlot() {}

  static String svg(Report report) {
    int height = TOP + ROW * report.contracts().size() + 30;
    StringBuilder svg = new StringBuilder();
    add(
        svg,
        String.format(
            Locale.ROOT,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" role=\"img\""
                + " font-family=\"system-ui, sans-serif\" font-size=\"13\">",
            WIDTH,
            height));
    add(svg, "<title>Requests a day by contract</title>");
    add(
        svg,
        String.format(
            Locale.ROOT, "<rect width=\"%d\" height=\"%d\" fill=\"#ffffff\"/>", WIDTH, height));
    add(
        svg,
        String.format(
            Locale.ROOT,
            "<text x=\"%d\" y=\"30\" font-size=\"17\" fill=\"#1a1a1a\">Requests a day by contract, %s to"
                + " %s</text>",
            20,
            report.first(),
            report.first().plusDays(report.days() - 1L)));
    int y = TOP;
    for (Map.Entry<String, Sum> one : report.contracts().entrySet()) {
      row(svg, one.getKey(), one.getValue(), report, y);
      y += ROW;
    }
    add(svg, "</svg>");
    return svg.toString();
  }

  private static void row(StringBuilder svg, String name, Sum sum, Report report, int y) {
    long most = sum.perDay().stream().mapToLong(Long::longValue).max().orElse(0);
    double step = (double) (WIDTH - LEFT - RIGHT) / report.days();
    int base = y + BAR;
    add(
        svg,
        String.format(
            Locale.ROOT, "<text x=\"20\" y=\"%d\" fill=\"#1a1a1a\">%s</text>", y + 16, name));
    add(
        svg,
        String.format(
            Locale.ROOT,
            "<text x=\"20\" y=\"%d\" fill=\"#5a5a5a\" font-size=\"11\">%s</text>",
            y + 32,
            sum.used() == 0
                ? "not used"
                : String.format(Locale.ROOT, "%,d, at most %,d a day", sum.used(), most)));
    add(
        svg,
        String.format(
            Locale.ROOT,
            "<line x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\" stroke=\"#c0c0c0\"/>",
            LEFT,
            base,
            WIDTH - RIGHT,
            base));
    for (int i = 0; i < sum.perDay().size(); i++) {
      long value = sum.perDay().get(i);
      if (value > 0) {
        // A day with one request among thousands is still a day on which somebody came.
        double tall = Math.max(2, (double) BAR * value / most);
        add(
            svg,
            String.format(
                Locale.ROOT,
                "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"#2f6f9f\">"
                    + "<title>%s: %d</title></rect>",
                LEFT + i * step,
                base - tall,
                Math.max(1, step - 2),
                tall,
                report.first().plusDays(i),
                value));
      }
    }
  }

  private static void add(StringBuilder svg, String line) {
    svg.append(line).append('\n');
  }
}
