package dev.penstock.benchmarks.serve;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** Draws load, instances and p99 over time, one below the other, as SVG. */
final class StepChart {
    private static final int WIDTH = 720;
    private static final int LEFT = 64;
    private static final int PANEL = 110;
    private static final int GAP = 34;
    private static final int TOP = 44;

    private final List<Moment> moments;
    private final double seconds;
    private final StringBuilder svg = new StringBuilder();

    private StepChart(List<Moment> moments) {
        this.moments = moments;
        this.seconds = Math.max(1, moments.get(moments.size() - 1).seconds());
    }

    /** The chart with that title. */
    static String of(List<Moment> moments, String title) {
        return new StepChart(moments).draw(title);
    }

    private String draw(String title) {
        int height = TOP + 3 * (PANEL + GAP) + 6;
        svg.append(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"12\">%n"
                        + "<rect width=\"100%%\" height=\"100%%\" fill=\"#ffffff\"/>%n"
                        + "<text x=\"%d\" y=\"20\" font-size=\"14\">%s</text>%n",
                WIDTH + LEFT + 16,
                height,
                LEFT,
                title));
        panel(0, "requests at once", "#1f5fa8", Moment::load, true);
        panel(1, "instances ready", "#2b7a3d", Moment::instances, true);
        panel(2, "p99, ms", "#a8431f", Moment::p99, false);
        return svg.append("</svg>\n").toString();
    }

    private void panel(int row, String name, String color, ToDoubleFunction<Moment> value, boolean steps) {
        int top = TOP + row * (PANEL + GAP);
        double most = Math.max(1, moments.stream().mapToDouble(value).max().orElse(1));
        svg.append(String.format(
                Locale.ROOT,
                "<text x=\"%1$d\" y=\"%2$d\" fill=\"%6$s\">%7$s</text>%n"
                        + "<path d=\"M%1$d %3$dV%4$dH%5$d\" fill=\"none\" stroke=\"#888888\"/>%n"
                        + "<text x=\"%8$d\" y=\"%9$d\" text-anchor=\"end\">%10$.0f</text>%n"
                        + "<text x=\"%8$d\" y=\"%4$d\" text-anchor=\"end\">0</text>%n"
                        + "<text x=\"%5$d\" y=\"%11$d\" text-anchor=\"end\">%12$.0f s</text>%n",
                LEFT,
                top - 6,
                top,
                top + PANEL,
                LEFT + WIDTH,
                color,
                name,
                LEFT - 6,
                top + 10,
                most,
                top + PANEL + 14,
                seconds));
        svg.append("<path fill=\"none\" stroke-width=\"1.5\" stroke=\"")
                .append(color)
                .append("\" d=\"");
        double before = 0;
        for (int i = 0; i < moments.size(); i++) {
            double x = LEFT + moments.get(i).seconds() / seconds * WIDTH;
            double y = top + PANEL - value.applyAsDouble(moments.get(i)) / most * PANEL;
            String form = i == 0 ? "M%1$.1f %2$.1f" : steps ? "H%1$.1fV%2$.1f" : "L%1$.1f %2$.1f";
            if (i == 0 || !steps || Math.abs(y - before) > 0.05 || i == moments.size() - 1) {
                svg.append(String.format(Locale.ROOT, form, x, y));
                before = y;
            }
        }
        svg.append("\"/>\n");
    }
}
