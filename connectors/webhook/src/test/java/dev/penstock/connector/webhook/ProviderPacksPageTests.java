package dev.penstock.connector.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudevents.CloudEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example on the reference page does what the page says. */
class ProviderPacksPageTests {
    @Test
    void theTableHasEveryBuiltInPack() throws Exception {
        String page = Files.readString(Path.of("../../docs/reference/provider-packs.md"));
        String known = Hook.problem(Map.of("provider", "none"));
        try (Stream<Path> files = Files.list(Path.of("src/main/resources/packs"))) {
            assertThat(files.map(file -> file.getFileName().toString().replace(".json", "")))
                    .hasSizeGreaterThanOrEqualTo(12)
                    .allSatisfy(name -> {
                        assertThat(page).contains("| `" + name + "` |");
                        assertThat(known).contains(name);
                    });
        }
    }

    @Test
    void theExampleWorks(@TempDir Path dir) throws Exception {
        String page = Files.readString(Path.of("../../docs/reference/provider-packs.md"));
        int start = page.indexOf("```json\n") + "```json\n".length();
        Path pack = dir.resolve("acme.json");
        Files.writeString(pack, page.substring(start, page.indexOf("```", start)));
        Hook hook = new Hook(Map.of("provider", pack.toString(), "secrets", List.of("It's a Secret to Everybody")));
        String signature = "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17";
        assertThat(hook.post(Map.of("X-Acme-Signature", signature), "Hello, World")
                        .status())
                .isEqualTo(401);
        assertThat(hook.post(Map.of("X-Acme-Signature", signature, "Content-Type", "text/plain"), "Hello, World!")
                        .status())
                .isEqualTo(415);

        Hook open = new Hook(Map.of("provider", pack.toString(), "allow-unsigned", "true"));
        Map<String, String> headers =
                Map.of("X-Acme-Delivery", "d", "X-Acme-Event", "order", "Content-Type", "application/json");
        CloudEvent event = open.event(headers, "{\"action\":\"paid\",\"order\":{\"number\":12}}");
        assertThat(event.getType()).isEqualTo("com.acme.order.paid");
        assertThat(event.getSource()).hasToString("https://acme.example");
        assertThat(event.getSubject()).isEqualTo("12");
        assertThat(open.post(Map.of("Content-Type", "application/json"), "{\"type\":\"challenge\",\"challenge\":\"x\"}")
                        .body())
                .isEqualTo("x");
        Map<String, String> heartbeat = Map.of("X-Acme-Event", "heartbeat", "X-Acme-Delivery", "e");
        assertThat(open.post(heartbeat, "{}").status()).isEqualTo(204);
        assertThat(open.delivered).hasSize(1);
    }
}
