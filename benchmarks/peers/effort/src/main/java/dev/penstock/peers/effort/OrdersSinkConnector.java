package dev.penstock.peers.effort;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.sink.SinkConnector;

/** Posts orders to a shop. */
public final class OrdersSinkConnector extends SinkConnector {
    static final ConfigDef CONFIG = new ConfigDef()
            .define(
                    "url",
                    ConfigDef.Type.STRING,
                    ConfigDef.NO_DEFAULT_VALUE,
                    new Address(),
                    Importance.HIGH,
                    "Where the shop takes orders")
            .define("token", ConfigDef.Type.PASSWORD, Importance.HIGH, "What the shop knows us by");

    private Map<String, String> properties = Map.of();

    @Override
    public void start(Map<String, String> properties) {
        this.properties = properties;
    }

    @Override
    public Class<? extends Task> taskClass() {
        return OrdersSinkTask.class;
    }

    @Override
    public List<Map<String, String>> taskConfigs(int maxTasks) {
        return Collections.nCopies(maxTasks, properties);
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
