package dev.penstock.peers.effort;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;
import org.jspecify.annotations.Nullable;

/** Asks a shop for the numbers behind the last order, then for each order. */
public final class OrdersSourceTask extends SourceTask {
    private static final int MOST = 500;
    private static final long TIMEOUT = 30;

    private final CountDownLatch stopped = new CountDownLatch(1);
    private final OkHttpClient client = new OkHttpClient();
    private URI url = URI.create("");
    private String token = "";
    private String topic = "";
    private long interval;
    private long pause;
    private long last;

    @Override
    public void start(Map<String, String> properties) {
        AbstractConfig config = new AbstractConfig(OrdersSourceConnector.CONFIG, properties);
        url = URI.create(config.getString("url"));
        token = config.getPassword("token").value();
        topic = config.getString("topic");
        interval = config.getLong("interval.ms");
        Map<String, Object> offset = context.offsetStorageReader().offset(partition());
        if (offset != null && offset.get("order") instanceof Long order) {
            last = order;
        }
    }

    @Override
    public @Nullable List<SourceRecord> poll() throws InterruptedException {
        if (stopped.await(pause, TimeUnit.MILLISECONDS)) {
            return null;
        }
        List<SourceRecord> records = new ArrayList<>();
        pause = interval; // also before another try
        try {
            String numbers = new String(get("orders?after=" + last), StandardCharsets.UTF_8);
            for (String number : numbers.lines().toList()) {
                if (records.size() == MOST) {
                    pause = 0;
                    break;
                }
                byte[] order = get("orders/" + number);
                last = Long.parseLong(number);
                records.add(new SourceRecord(
                        partition(),
                        Map.of("order", last),
                        topic,
                        null,
                        Schema.STRING_SCHEMA,
                        number,
                        Schema.BYTES_SCHEMA,
                        order));
            }
        } catch (IOException e) {
            if (records.isEmpty()) {
                throw new RetriableException("the shop cannot be read", e);
            }
        }
        return records;
    }

    private Map<String, String> partition() {
        return Map.of("shop", url.toString());
    }

    private byte[] get(String path) throws IOException {
        Call call = client.newCall(new Request.Builder()
                .url(url.resolve(path).toString())
                .header("Authorization", "Bearer " + token)
                .build());
        call.timeout().timeout(TIMEOUT, TimeUnit.SECONDS);
        try (Response answer = call.execute()) {
            if (answer.code() != 200) {
                throw new IOException("the shop answered " + answer.code());
            }
            return answer.body().bytes();
        }
    }

    @Override
    public void stop() {
        stopped.countDown();
        client.dispatcher().executorService().shutdown();
        client.connectionPool().evictAll();
    }

    @Override
    public String version() {
        return "1.0.0";
    }
}
