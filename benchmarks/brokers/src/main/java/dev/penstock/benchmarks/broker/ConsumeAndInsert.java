package dev.penstock.benchmarks.broker;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * What one would write by hand for exactly this topic and table: poll, parse, insert as a batch, commit there, commit here.
 * {@code ConsumeAndInsert BOOTSTRAP-SERVERS TOPIC URL TABLE BATCH}.
 */
public final class ConsumeAndInsert {
    private static final JsonFactory JSON = new JsonFactory();

    private ConsumeAndInsert() {}

    /** Runs until it is killed. */
    public static void main(String[] arguments) throws Exception {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                arguments[0],
                "group.id",
                "by-hand-" + arguments[3],
                "auto.offset.reset",
                "earliest",
                "enable.auto.commit",
                false,
                "max.poll.records",
                Integer.valueOf(arguments[4]));
        try (KafkaConsumer<byte[], byte[]> consumer =
                        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
                Connection connection = DriverManager.getConnection(InsertLimit.rewriting(arguments[2]));
                PreparedStatement insert = connection.prepareStatement(InsertLimit.statement(arguments[3]))) {
            connection.setAutoCommit(false);
            consumer.subscribe(List.of(arguments[1]));
            while (true) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofSeconds(1))) {
                    bind(insert, record.value());
                    insert.addBatch();
                }
                insert.executeBatch();
                connection.commit();
                consumer.commitSync();
            }
        }
    }

    private static void bind(PreparedStatement insert, byte[] value) throws IOException, SQLException {
        try (JsonParser parser = JSON.createParser(value)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                int column = Edits.COLUMNS.indexOf(parser.currentName()) + 1;
                parser.nextToken();
                switch (column) {
                    case 1, 8 -> insert.setLong(column, parser.getLongValue());
                    case 2, 3 -> insert.setString(column, parser.getText());
                    case 4, 5 -> insert.setInt(column, parser.getIntValue());
                    case 6 -> insert.setBoolean(column, parser.getBooleanValue());
                    case 7 -> insert.setDouble(column, parser.getDoubleValue());
                    default -> throw new IOException("an unknown field: " + parser.currentName());
                }
            }
        }
    }
}
