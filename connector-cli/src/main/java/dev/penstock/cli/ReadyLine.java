package dev.penstock.cli;

import dev.penstock.host.SystemTime;
import dev.penstock.runtime.PenstockRuntime;
import dev.penstock.runtime.gateway.ListenAddress;
import dev.penstock.runtime.pipeline.CompiledPipeline;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** The one line that tells people and scripts that everything is up. */
final class ReadyLine {
    private static final int MOST_HOOKS = 10;

    private ReadyLine() {}

    /**
     * What was asked for; the ports may have become others.
     *
     * @param http where webhooks listen
     * @param tls whether they come over TLS
     * @param admin where administration listens
     * @param scaler where the scaler listens; empty if there is none
     */
    record Addresses(ListenAddress http, boolean tls, ListenAddress admin, String scaler) {}

    static String of(PenstockRuntime runtime, List<CompiledPipeline> pipelines, Addresses addresses, Instant called) {
        StringBuilder line = new StringBuilder("penstock ready in ");
        line.append(String.format(
                Locale.ROOT,
                "%.2f s: ",
                Duration.between(called, SystemTime.clock().instant()).toMillis() / 1e3));
        line.append(pipelines.size()).append(pipelines.size() == 1 ? " pipeline" : " pipelines");
        runtime.httpPort().ifPresent(port -> {
            String base = (addresses.tls() ? "https" : "http") + "://" + host(addresses.http()) + ":" + port;
            List<String> hooks = pipelines.stream()
                    .flatMap(each -> each.endpoint().stream())
                    .map(endpoint -> base + endpoint.path())
                    .toList();
            line.append(", webhooks ").append(String.join(" ", hooks.subList(0, Math.min(MOST_HOOKS, hooks.size()))));
            if (hooks.size() > MOST_HOOKS) {
                line.append(" and ").append(hooks.size() - MOST_HOOKS).append(" more");
            }
        });
        runtime.adminPort().ifPresent(port -> line.append(", admin http://")
                .append(host(addresses.admin()))
                .append(':')
                .append(port));
        if (!addresses.scaler().isEmpty()) {
            line.append(", scaler ").append(addresses.scaler());
        }
        return line.toString();
    }

    /** As it is written in an address. */
    static String host(ListenAddress address) {
        if (address.host().isEmpty() || address.host().equals("0.0.0.0")) {
            return "localhost";
        }
        return address.host().indexOf(':') < 0 ? address.host() : "[" + address.host() + "]";
    }
}
