package dev.penstock.cli;

import dev.penstock.host.SystemTime;
import dev.penstock.runtime.gateway.ListenAddress;
import dev.penstock.serve.FunctionPackage.Kind;
import dev.penstock.serve.FunctionSnapshot;
import dev.penstock.serve.ServeRuntime;
import dev.penstock.serve.scale.Backlog;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** What {@code serve} tells people. */
final class ServeText {
    private static final int MOST_ADDRESSES = 10;
    private static final int MOST_ROWS = 20;
    private static final int WIDEST = 60;

    private ServeText() {}

    /** The one line that tells people and scripts that requests are taken. */
    static String ready(ServeRuntime runtime, PortOptions ports, Instant called) {
        List<FunctionSnapshot> all = runtime.functions().snapshot();
        StringBuilder line = new StringBuilder("penstock ready in ");
        line.append(String.format(
                Locale.ROOT,
                "%.2f s: ",
                Duration.between(called, SystemTime.clock().instant()).toMillis() / 1e3));
        line.append(all.size()).append(all.size() == 1 ? " function" : " functions");
        String base =
                (ports.tlsCertificate == null ? "http" : "https") + "://" + host(ports.http) + ":" + runtime.httpPort();
        addresses(line, ", webhooks ", base, all, Kind.WEBHOOK);
        addresses(line, ", functions ", base, all, Kind.TRIGGER);
        runtime.adminPort().ifPresent(port -> line.append(", admin http://")
                .append(host(ports.admin))
                .append(':')
                .append(port));
        return line.toString();
    }

    private static void addresses(
            StringBuilder line, String title, String base, List<FunctionSnapshot> all, Kind kind) {
        List<String> addresses = all.stream()
                .filter(each -> each.kind() == kind)
                .map(each -> base + each.path())
                .toList();
        if (addresses.isEmpty()) {
            return;
        }
        line.append(title).append(String.join(" ", addresses.subList(0, Math.min(MOST_ADDRESSES, addresses.size()))));
        if (addresses.size() > MOST_ADDRESSES) {
            line.append(" and ").append(addresses.size() - MOST_ADDRESSES).append(" more");
        }
    }

    private static String host(ListenAddress address) {
        if (address.host().isEmpty() || address.host().equals("0.0.0.0")) {
            return "localhost";
        }
        return address.host().indexOf(':') < 0 ? address.host() : "[" + address.host() + "]";
    }

    /** A row per function. */
    static List<String> table(List<FunctionSnapshot> all) {
        Table table = new Table("FUNCTION", "STATE", "INSTANCES", "NOW", "WAITING", "PER SECOND", "P50", "P99", "");
        for (FunctionSnapshot each : all.subList(0, Math.min(MOST_ROWS, all.size()))) {
            Backlog backlog = each.backlog();
            String remark = each.trouble().isEmpty() && each.lastScale() != null
                    ? each.lastScale().why()
                    : each.trouble();
            table.row(
                    each.name(),
                    each.state().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                    each.readyInstances() + "/" + each.wanted(),
                    "" + (backlog == null ? each.concurrency() : backlog.inFlight()),
                    backlog == null ? "" + each.queued() : waiting(backlog),
                    String.format(Locale.ROOT, "%.1f", each.perSecond()),
                    millis(each.counts().median()),
                    millis(each.counts().p99()),
                    remark.length() > WIDEST ? remark.substring(0, WIDEST - 1) + "…" : remark);
        }
        return table.lines();
    }

    private static String waiting(Backlog backlog) {
        return backlog.pending().isPresent() ? "" + backlog.pending().getAsLong() : "?";
    }

    private static String millis(double seconds) {
        return String.format(Locale.ROOT, seconds < 0.01 ? "%.1f ms" : "%.0f ms", seconds * 1e3);
    }
}
