import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Posts a webhook as GitHub does, signed right (wants 2xx) and signed wrong (wants 401): {@code java Smoke.java URL SECRET}. */
public class Smoke {
    private static final String BODY =
            "{\"action\":\"opened\",\"issue\":{\"number\":1},\"repository\":{\"url\":\"https://api.github.com/repos/ada/engine\"}}";

    public static void main(String... args) throws Exception {
        expect(args[0], args[1] + "-not", 401, 401);
        expect(args[0], args[1], 200, 299);
    }

    private static void expect(String url, String secret, int least, int most) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        String signature = HexFormat.of().formatHex(mac.doFinal(BODY.getBytes(StandardCharsets.UTF_8)));
        HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                .timeout(Duration.ofSeconds(20))
                .header("Content-Type", "application/json")
                .header("X-Hub-Signature-256", "sha256=" + signature)
                .header("X-GitHub-Event", "issues")
                .header("X-GitHub-Delivery", "72d3162e-cc78-11e3-81ab-4c9367dc0958")
                .POST(HttpRequest.BodyPublishers.ofString(BODY))
                .build();
        HttpResponse<String> answer =
                HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        System.out.println(answer.statusCode() + " " + answer.body().strip());
        if (answer.statusCode() < least || answer.statusCode() > most) {
            System.err.println("expected a status of " + least + " to " + most);
            System.exit(1);
        }
    }
}
