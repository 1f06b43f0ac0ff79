package dev.penstock.benchmarks.broker;

import java.nio.ByteBuffer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Promise;

/**
 * The least that takes a webhook and has it in Kafka before it answers: a Jetty handler that sends the body and answers when the
 * broker has it. {@code JettyToKafka BOOTSTRAP-SERVERS TOPIC [SETTING=VALUE]…}; prints {@code ready PORT}.
 */
public final class JettyToKafka {
    private JettyToKafka() {}

    /** Runs until it is killed. */
    public static void main(String[] arguments) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer = Producing.producer(arguments[0], Producing.from(arguments, 2))) {
            Server server = new Server();
            ServerConnector connector = new ServerConnector(server);
            connector.setHost("127.0.0.1");
            server.addConnector(connector);
            server.setHandler(new Durable(producer, arguments[1]));
            server.start();
            System.out.println("ready " + connector.getLocalPort());
            server.join();
        }
    }

    private static final class Durable extends Handler.Abstract.NonBlocking {
        private final KafkaProducer<byte[], byte[]> producer;
        private final String topic;

        Durable(KafkaProducer<byte[], byte[]> producer, String topic) {
            this.producer = producer;
            this.topic = topic;
        }

        @Override
        public boolean handle(Request request, Response response, Callback callback) {
            Content.Source.asByteBuffer(request, new Promise<>() {
                @Override
                public void succeeded(ByteBuffer body) {
                    var unused = producer.send(
                            new ProducerRecord<>(topic, BufferUtil.toArray(body)), (metadata, failure) -> {
                                if (failure == null) {
                                    response.setStatus(HttpStatus.NO_CONTENT_204);
                                    callback.succeeded();
                                } else {
                                    Response.writeError(request, response, callback, failure);
                                }
                            });
                }

                @Override
                public void failed(Throwable failure) {
                    callback.failed(failure);
                }
            });
            return true;
        }
    }
}
