package dev.penstock.peers.spring;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.function.Function;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.messaging.Message;
import org.springframework.messaging.support.MessageBuilder;

/** A function that posts the body of a webhook to {@code TARGET_URL} and answers once that has taken it. */
@SpringBootApplication
public class WebhookToHttp {
    private final HttpClient client = HttpClient.newHttpClient();

    /** Called by the adapter of the platform. */
    public static void main(String[] arguments) {
        SpringApplication.run(WebhookToHttp.class, arguments);
    }

    /** The function. */
    @Bean
    public Function<Message<String>, Message<String>> deliver() {
        URI target = URI.create(System.getenv("TARGET_URL"));
        return message -> {
            HttpRequest request = HttpRequest.newBuilder(target)
                    .header("Content-Type", "application/cloudevents+json")
                    .POST(HttpRequest.BodyPublishers.ofString(message.getPayload()))
                    .build();
            try {
                int status = client.send(request, HttpResponse.BodyHandlers.discarding())
                        .statusCode();
                return MessageBuilder.withPayload("")
                        .setHeader("statusCode", status < 300 ? 204 : 503)
                        .build();
            } catch (IOException e) {
                return MessageBuilder.withPayload("").setHeader("statusCode", 503).build();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        };
    }
}
