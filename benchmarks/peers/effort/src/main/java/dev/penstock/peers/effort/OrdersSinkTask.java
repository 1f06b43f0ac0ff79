package dev.penstock.peers.effort;

import java.io.IOException;
import java.net.URI;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;
import org.jspecify.annotations.Nullable;

/** Posts orders to a shop, one after another. */
public final class OrdersSinkTask extends SinkTask {
    private static final long TIMEOUT = 30;
    private static final long PAUSE = 500;
    private static final long LONGEST_PAUSE = 60_000;

    private final Map<TopicPartition, Long> posted = new HashMap<>();
    private final OkHttpClient client = new OkHttpClient();
    private URI url = URI.create("");
    private String token = "";
    private long pause = PAUSE;
    private @Nullable ErrantRecordReporter reporter;

    @Override
    public void start(Map<String, String> properties) {
        AbstractConfig config = new AbstractConfig(OrdersSinkConnector.CONFIG, properties);
        url = URI.create(config.getString("url"));
        token = config.getPassword("token").value();
        reporter = context.errantRecordReporter();
    }

    @Override
    public void open(Collection<TopicPartition> partitions) {
        partitions.forEach(posted::remove);
    }

    @Override
    public void put(Collection<SinkRecord> records) {
        for (SinkRecord record : records) {
            TopicPartition partition = new TopicPartition(record.topic(), record.kafkaPartition());
            if (record.kafkaOffset() <= posted.getOrDefault(partition, -1L)) {
                continue; // the batch comes again as a whole, and this one was taken
            }
            post(record);
            posted.put(partition, record.kafkaOffset());
            pause = PAUSE;
        }
    }

    private void post(SinkRecord record) {
        byte[] data = record.value() == null ? new byte[0] : (byte[]) record.value();
        String key = record.topic() + "-" + record.kafkaPartition() + "-" + record.kafkaOffset();
        Call call = client.newCall(new Request.Builder()
                .url(url.toString())
                .header("Authorization", "Bearer " + token)
                .header("Idempotency-Key", key)
                .post(RequestBody.create(data))
                .build());
        call.timeout().timeout(TIMEOUT, TimeUnit.SECONDS);
        int status;
        String after;
        try (Response answer = call.execute()) {
            status = answer.code();
            after = answer.header("Retry-After");
        } catch (IOException e) {
            throw again("the shop cannot be reached", e, null);
        }
        if (status / 100 == 2) {
            return;
        }
        ConnectException refused = new ConnectException("the shop answered " + status);
        if (status == 404 || status == 408 || status == 409 || status == 425 || status == 429 || status >= 500) {
            throw again("the shop answered " + status, null, after);
        }
        if (status == 401 || status == 403 || status == 410 || reporter == null) {
            throw refused; // stops the task until somebody restarts it
        }
        var unused = reporter.report(record, refused); // stored before the offsets are
    }

    private RetriableException again(String why, @Nullable Exception cause, @Nullable String after) {
        boolean told = after != null && after.matches("\\d{1,6}");
        context.timeout(told ? Long.parseLong(after) * 1000 : pause);
        pause = Math.min(LONGEST_PAUSE, pause * 2);
        return new RetriableException(why, cause);
    }

    @Override
    public void stop() {
        client.dispatcher().executorService().shutdown();
        client.connectionPool().evictAll();
    }

    @Override
    public String version() {
        return "1.0.0";
    }
}
