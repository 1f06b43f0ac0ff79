package dev.penstock.function.http;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletableFuture;

/** Sends what platforms send. */
final class Client {
    static final String EVENT =
            "{\"specversion\":\"1.0\",\"id\":\"%s\",\"source\":\"/x\",\"type\":\"%s\",\"subject\":\"%s\"}";

    private final HttpClient client = HttpClient.newHttpClient();
    private final String base;

    Client(int port) {
        this.base = "http://127.0.0.1:" + port;
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(URI.create(base + path)).build(), BodyHandlers.ofString());
    }

    HttpResponse<String> event(String id, String type) throws IOException, InterruptedException {
        return client.send(request(id, type), BodyHandlers.ofString());
    }

    CompletableFuture<HttpResponse<String>> eventLater(String id, String type) {
        return client.sendAsync(request(id, type), BodyHandlers.ofString());
    }

    private HttpRequest request(String id, String type) {
        return HttpRequest.newBuilder(URI.create(base + "/"))
                .header("Content-Type", "application/cloudevents+json")
                .POST(BodyPublishers.ofString(EVENT.formatted(id, type, id)))
                .build();
    }

    HttpResponse<String> post(String path, String contentType, byte[] body) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(URI.create(base + path))
                        .header("Content-Type", contentType)
                        .POST(BodyPublishers.ofByteArray(body))
                        .build(),
                BodyHandlers.ofString());
    }

    HttpResponse<String> binary(String id, String type, String data) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(URI.create(base + "/"))
                        .headers("ce-specversion", "1.0", "ce-id", id, "ce-source", "/x", "ce-type", type)
                        .header("Content-Type", "text/plain")
                        .POST(BodyPublishers.ofString(data))
                        .build(),
                BodyHandlers.ofString());
    }
}
