package dev.penstock.peers.effort;

import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.source.SourceConnector;

/** Reads the orders of a shop. */
public final class OrdersSourceConnector extends SourceConnector {
    static final ConfigDef CONFIG = new ConfigDef()
            .define(
                    "url",
                    ConfigDef.Type.STRING,
                    ConfigDef.NO_DEFAULT_VALUE,
                    new Address(),
                    Importance.HIGH,
                    "Where the shop answers, ending with a slash")
            .define("token", ConfigDef.Type.PASSWORD, Importance.HIGH, "What the shop knows us by")
            .define("topic", ConfigDef.Type.STRING, Importance.HIGH, "Where orders go")
            .define(
                    "interval.ms",
                    ConfigDef.Type.LONG,
                    5000L,
                    Range.atLeast(1),
                    Importance.MEDIUM,
                    "How often to look for new orders");

    private Map<String, String> properties = Map.of();

    @Override
    public void start(Map<String, String> properties) {
        this.properties = properties;
    }

    @Override
    public Class<? extends Task> taskClass() {
        return OrdersSourceTask.class;
    }

    @Override
    public List<Map<String, String>> taskConfigs(int maxTasks) {
        return List.of(properties);
    }

    @Override
    public void stop() {}

    @Override
    public ConfigDef config() {
        return CONFIG;
    }

    @Override
    public String version() {
        return "1.0.0";
    }
}
