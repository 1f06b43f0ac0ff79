package dev.penstock.serve.admin;

import dev.penstock.serve.FunctionSnapshot;
import dev.penstock.serve.route.RequestStats;
import dev.penstock.serve.scale.Backlog;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** The counts of all functions in the Prometheus text format; the names are a contract. */
final class FunctionMetrics {
    static final String CONTENT_TYPE = PrometheusTextFormatWriter.CONTENT_TYPE;

    private final List<FunctionSnapshot> functions;
    private final MetricSnapshots.Builder all = MetricSnapshots.builder();

    private FunctionMetrics(List<FunctionSnapshot> functions) {
        this.functions = functions;
    }

    static byte[] text(List<FunctionSnapshot> functions) throws IOException {
        FunctionMetrics metrics = new FunctionMetrics(functions);
        metrics.collect();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(4 * 1024);
        PrometheusTextFormatWriter.builder().build().write(bytes, metrics.all.build());
        return bytes.toByteArray();
    }

    private void collect() {
        requests();
        counter("penstock_function_turned_away", "Requests answered 503 because too many waited.", each -> each.counts()
                .refused());
        counter("penstock_function_repeated", "Requests given to a second instance.", each -> each.counts()
                .repeated());
        gauge("penstock_function_instances_wanted", "Instances that there should be.", FunctionSnapshot::wanted);
        gauge("penstock_function_instances_ready", "Instances that serve.", FunctionSnapshot::readyInstances);
        gauge("penstock_function_concurrency", "Requests under way and waiting.", FunctionSnapshot::concurrency);
        gauge("penstock_function_queued", "Requests that wait for an instance.", FunctionSnapshot::queued);
        gauge(
                "penstock_function_panicking",
                "Whether the short window decides.",
                each -> each.decision().panicking() ? 1 : 0);
        backlog();
        seconds();
    }

    private static Labels labels(FunctionSnapshot function) {
        return Labels.of("function", function.name());
    }

    private void requests() {
        CounterSnapshot.Builder counter = CounterSnapshot.builder()
                .name("penstock_function_requests")
                .help("Requests answered, by the class of the status.");
        for (FunctionSnapshot function : functions) {
            for (int digit = 2; digit <= 5; digit++) {
                counter.dataPoint(CounterSnapshot.CounterDataPointSnapshot.builder()
                        .labels(Labels.of("function", function.name(), "status", digit + "xx"))
                        .value((double) function.counts().byClass().get(digit))
                        .build());
            }
        }
        all.metricSnapshot(counter.build());
    }

    private void counter(String name, String help, ToDoubleFunction<FunctionSnapshot> value) {
        CounterSnapshot.Builder counter = CounterSnapshot.builder().name(name).help(help);
        for (FunctionSnapshot function : functions) {
            counter.dataPoint(CounterSnapshot.CounterDataPointSnapshot.builder()
                    .labels(labels(function))
                    .value(value.applyAsDouble(function))
                    .build());
        }
        all.metricSnapshot(counter.build());
    }

    private void backlog() {
        GaugeSnapshot.Builder gauge = GaugeSnapshot.builder()
                .name("penstock_function_backlog")
                .help("Events that wait in the queue that is read.");
        for (FunctionSnapshot function : functions) {
            Backlog backlog = function.backlog();
            if (backlog != null && backlog.pending().isPresent()) {
                gauge.dataPoint(GaugeSnapshot.GaugeDataPointSnapshot.builder()
                        .labels(labels(function))
                        .value((double) backlog.pending().getAsLong())
                        .build());
            }
        }
        all.metricSnapshot(gauge.build());
    }

    private void gauge(String name, String help, ToDoubleFunction<FunctionSnapshot> value) {
        GaugeSnapshot.Builder gauge = GaugeSnapshot.builder().name(name).help(help);
        for (FunctionSnapshot function : functions) {
            gauge.dataPoint(GaugeSnapshot.GaugeDataPointSnapshot.builder()
                    .labels(labels(function))
                    .value(value.applyAsDouble(function))
                    .build());
        }
        all.metricSnapshot(gauge.build());
    }

    private void seconds() {
        HistogramSnapshot.Builder histogram = HistogramSnapshot.builder()
                .name("penstock_function_request_seconds")
                .help("Time from a request to its answer, waiting included.");
        for (FunctionSnapshot function : functions) {
            List<Long> counts = function.counts().buckets();
            ClassicHistogramBuckets.Builder buckets = ClassicHistogramBuckets.builder();
            for (int i = 0; i < counts.size(); i++) {
                boolean last = i == RequestStats.BUCKETS.size();
                buckets.bucket(last ? Double.POSITIVE_INFINITY : RequestStats.BUCKETS.get(i), counts.get(i));
            }
            histogram.dataPoint(HistogramSnapshot.HistogramDataPointSnapshot.builder()
                    .labels(labels(function))
                    .classicHistogramBuckets(buckets.build())
                    .sum(function.counts().seconds())
                    .build());
        }
        all.metricSnapshot(histogram.build());
    }
}
