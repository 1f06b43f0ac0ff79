package dev.penstock.peers.camel;

import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;

/**
 * A route from HTTP to Kafka that answers once the broker has the record: {@code WebhookToKafka jetty|platform PORT
 * BOOTSTRAP-SERVERS TOPIC}. Everything is at its default, which for the producer is {@code acks=all} and no lingering. Prints {@code ready}.
 */
public final class WebhookToKafka {
    private WebhookToKafka() {}

    /** Runs until it is killed. */
    public static void main(String[] arguments) throws Exception {
        String server = arguments[0];
        String port = arguments[1];
        String producer = "kafka:" + arguments[3] + "?brokers=" + arguments[2];
        Main main = new Main();
        String consumer;
        if (server.equals("jetty")) {
            consumer = "jetty:http://127.0.0.1:" + port + "/";
        } else {
            consumer = "platform-http:/";
            main.addInitialProperty("camel.server.enabled", "true");
            main.addInitialProperty("camel.server.host", "127.0.0.1");
            main.addInitialProperty("camel.server.port", port);
        }
        main.configure().addRoutesBuilder(new RouteBuilder() {
            @Override
            public void configure() {
                from(consumer)
                        .convertBodyTo(byte[].class)
                        .removeHeaders("*")
                        .to(producer)
                        .setBody(constant(null))
                        .setHeader(Exchange.HTTP_RESPONSE_CODE, constant(204));
            }
        });
        main.addMainListener(new MainListenerSupport() {
            @Override
            public void afterStart(BaseMainSupport started) {
                System.out.println("ready");
            }
        });
        main.run();
    }
}
