package dev.penstock.benchmarks.broker;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * What one would write by hand to send a table: a cursor in the order of the key, a JSON object for each row.
 * {@code TableToTopic URL TABLE BOOTSTRAP-SERVERS TOPIC [SETTING=VALUE]…}.
 */
public final class TableToTopic {
    private static final JsonFactory JSON = new JsonFactory();

    private TableToTopic() {}

    /** Sends all rows, then waits to be killed. */
    public static void main(String[] arguments) throws Exception {
        Failures failures = new Failures();
        try (Connection connection = DriverManager.getConnection(arguments[0]);
                Statement statement = connection.createStatement();
                KafkaProducer<byte[], byte[]> producer =
                        Producing.producer(arguments[2], Producing.from(arguments, 4))) {
            connection.setAutoCommit(false);
            statement.setFetchSize(2000);
            try (ResultSet rows = statement.executeQuery(
                    "SELECT " + String.join(", ", Edits.COLUMNS) + " FROM " + arguments[1] + " ORDER BY id")) {
                ByteArrayOutputStream out = new ByteArrayOutputStream(512);
                while (rows.next()) {
                    out.reset();
                    write(rows, out);
                    byte[] key = rows.getString(1).getBytes(StandardCharsets.UTF_8);
                    var unused = producer.send(new ProducerRecord<>(arguments[3], key, out.toByteArray()), failures);
                }
            }
            producer.flush();
            failures.judge();
        }
        Thread.currentThread().join();
    }

    private static void write(ResultSet row, ByteArrayOutputStream out) throws IOException, SQLException {
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            json.writeNumberField("id", row.getLong(1));
            json.writeStringField("channel", row.getString(2));
            json.writeStringField("title", row.getString(3));
            json.writeNumberField("added", row.getInt(4));
            json.writeNumberField("deleted", row.getInt(5));
            json.writeBooleanField("minor", row.getBoolean(6));
            json.writeNumberField("score", row.getDouble(7));
            json.writeNumberField("at", row.getLong(8));
            json.writeEndObject();
        }
    }
}
