package dev.penstock.runtime.admin;

import dev.penstock.engine.PipelineMetrics;
import dev.penstock.runtime.supervise.PipelineSnapshot;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/** The counts of all pipelines in the Prometheus text format; the names are a contract. */
final class Metrics {
    static final String CONTENT_TYPE = PrometheusTextFormatWriter.CONTENT_TYPE;

    private final List<PipelineSnapshot> pipelines;
    private final MetricSnapshots.Builder all = MetricSnapshots.builder();

    private Metrics(List<PipelineSnapshot> pipelines) {
        this.pipelines = pipelines;
    }

    static byte[] text(List<PipelineSnapshot> pipelines, Instant now) throws IOException {
        Metrics metrics = new Metrics(pipelines);
        metrics.collect(now);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(8 * 1024);
        PrometheusTextFormatWriter.builder().build().write(bytes, metrics.all.build());
        return bytes.toByteArray();
    }

    private void collect(Instant now) {
        counter("penstock_events_received", "Events taken from the source.", true, PipelineMetrics::received);
        counter("penstock_events_delivered", "Events durably taken by the sink.", false, PipelineMetrics::delivered);
        counter("penstock_events_skipped", "Events left out by the sink's config.", false, PipelineMetrics::skipped);
        counter("penstock_events_rejected", "Events refused by the sink for good.", false, PipelineMetrics::rejected);
        counter(
                "penstock_events_retried",
                "Attempts that failed and were followed by another.",
                false,
                PipelineMetrics::retried);
        counter("penstock_events_dead_lettered", "Events in the dead letters.", false, PipelineMetrics::deadLettered);
        counter("penstock_webhook_duplicates", "Webhook deliveries seen before.", true, PipelineMetrics::duplicates);
        gauge("penstock_events_in_flight", "Events taken and not settled.", true, PipelineMetrics::inFlight);
        gauge("penstock_in_flight_bytes", "Their size.", true, PipelineMetrics::inFlightBytes);
        gauge("penstock_sink_concurrency", "Writes at once, at most.", false, PipelineMetrics::sinkConcurrency);
        gauge(
                "penstock_oldest_unsettled_seconds",
                "Age of the oldest of them.",
                true,
                each -> PipelineJson.oldest(each, now));
        pending();
        deliverySeconds();
    }

    private static Labels labels(PipelineSnapshot pipeline, boolean ofSource) {
        return Labels.of("pipeline", pipeline.name(), "connector", ofSource ? pipeline.source() : pipeline.sink());
    }

    private void counter(String name, String help, boolean ofSource, ToLongFunction<PipelineMetrics> value) {
        CounterSnapshot.Builder counter = CounterSnapshot.builder().name(name).help(help);
        for (PipelineSnapshot pipeline : pipelines) {
            counter.dataPoint(CounterSnapshot.CounterDataPointSnapshot.builder()
                    .labels(labels(pipeline, ofSource))
                    .value((double) value.applyAsLong(pipeline.metrics()))
                    .build());
        }
        all.metricSnapshot(counter.build());
    }

    private void gauge(String name, String help, boolean ofSource, ToDoubleFunction<PipelineMetrics> value) {
        GaugeSnapshot.Builder gauge = GaugeSnapshot.builder().name(name).help(help);
        for (PipelineSnapshot pipeline : pipelines) {
            gauge.dataPoint(point(pipeline, ofSource, value.applyAsDouble(pipeline.metrics())));
        }
        all.metricSnapshot(gauge.build());
    }

    private static GaugeSnapshot.GaugeDataPointSnapshot point(
            PipelineSnapshot pipeline, boolean ofSource, double value) {
        return GaugeSnapshot.GaugeDataPointSnapshot.builder()
                .labels(labels(pipeline, ofSource))
                .value(value)
                .build();
    }

    /** Only of sources that can tell. */
    private void pending() {
        GaugeSnapshot.Builder gauge =
                GaugeSnapshot.builder().name("penstock_source_pending").help("Events that wait in the source.");
        for (PipelineSnapshot pipeline : pipelines) {
            if (pipeline.metrics().pending() >= 0) {
                gauge.dataPoint(
                        point(pipeline, true, (double) pipeline.metrics().pending()));
            }
        }
        all.metricSnapshot(gauge.build());
    }

    private void deliverySeconds() {
        HistogramSnapshot.Builder histogram =
                HistogramSnapshot.builder().name("penstock_delivery_seconds").help("Time from source to settled.");
        for (PipelineSnapshot pipeline : pipelines) {
            long[] counts = pipeline.metrics().deliveryBuckets();
            ClassicHistogramBuckets.Builder buckets = ClassicHistogramBuckets.builder();
            for (int i = 0; i < counts.length; i++) {
                boolean last = i == PipelineMetrics.BUCKETS.size();
                buckets.bucket(last ? Double.POSITIVE_INFINITY : PipelineMetrics.BUCKETS.get(i), counts[i]);
            }
            histogram.dataPoint(HistogramSnapshot.HistogramDataPointSnapshot.builder()
                    .labels(labels(pipeline, false))
                    .classicHistogramBuckets(buckets.build())
                    .sum(pipeline.metrics().deliverySeconds())
                    .build());
        }
        all.metricSnapshot(histogram.build());
    }
}
