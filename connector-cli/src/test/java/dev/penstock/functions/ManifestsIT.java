package dev.penstock.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.fasterxml.jackson.jr.ob.JSON;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The files that deploy a function, held against the schemas of those who read them. */
class ManifestsIT {
    private static final String HOSTILE =
            """
            name: A.pipeline_With.2-names
            source:
              connector: trigger
            sink:
              connector: http
              config:
                url: "${env:TARGET: yes}"
                headers: { x: "${env:QUOTE\\"D}", y: "${env:TAB\\tAND # {x}" }
            """
                    .replace("${env:TARGET: yes}", "${env:TARGET_URL}");

    @TempDir
    Path dir;

    private static Path schemas(String folder, String file) {
        String data = System.getProperty("penstock.data", "");
        assumeFalse(data.isEmpty(), "needs -Dpenstock.data=DIR");
        return Path.of(data, "k8s-schemas", folder, file);
    }

    private static List<Map<?, ?>> documents(Path yaml) throws IOException {
        List<Map<?, ?>> documents = new ArrayList<>();
        for (Object document : new Load(LoadSettings.builder().build()).loadAllFromString(Files.readString(yaml))) {
            documents.add((Map<?, ?>) document);
        }
        return documents;
    }

    private static Object member(Object of, String... path) {
        Object at = of;
        for (String name : path) {
            Object next = at instanceof List<?> list ? list.get(Integer.parseInt(name)) : ((Map<?, ?>) at).get(name);
            if (next == null) {
                throw new AssertionError("no " + name + " of " + String.join("/", path) + " in " + at);
            }
            at = next;
        }
        return at;
    }

    private static List<String> problems(Object schema, Object document) throws IOException {
        Schema judge = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
                .getSchema(JSON.std.asString(schema), InputFormat.JSON);
        return judge.validate(JSON.std.asString(document), InputFormat.JSON).stream()
                .map(Object::toString)
                .toList();
    }

    private static Object resource(String crd) throws IOException {
        return member(documents(schemas("crd", crd)).get(0), "spec", "versions", "0", "schema", "openAPIV3Schema");
    }

    private void holds(Path made) throws IOException {
        for (Map<?, ?> document : documents(made.resolve("knative.yaml"))) {
            if ("PingSource".equals(document.get("kind"))) {
                assertThat(member(document, "spec", "schedule")).isEqualTo("*/2 * * * *");
                assertThat(member(document, "spec", "sink", "ref", "name"))
                        .isEqualTo(
                                member(documents(made.resolve("knative.yaml")).get(0), "metadata", "name"));
                continue;
            }
            String crd =
                    switch (String.valueOf(document.get("kind"))) {
                        case "Trigger" -> "eventing_trigger.yaml";
                        case "SinkBinding" -> "eventing_sinkbindings.yaml";
                        default -> "serving.knative.dev_services.yaml";
                    };
            assertThat(problems(resource(crd), document)).isEmpty();
        }
        for (Map<?, ?> document : documents(made.resolve("kubernetes.yaml"))) {
            String name =
                    switch (String.valueOf(document.get("kind"))) {
                        case "Deployment" -> "deployment-apps-v1.json";
                        case "CronJob" -> "cronjob-batch-v1.json";
                        default -> "service-v1.json";
                    };
            Object schema = JSON.std.anyFrom(Files.readString(schemas("core", name)));
            assertThat(problems(schema, document)).isEmpty();
        }
    }

    @Test
    void areValidForKnativeAndKubernetes() throws Exception {
        holds(Packages.make(dir, Packages.hookTo("http://127.0.0.1:1/"), "http", "webhook"));
        holds(Packages.make(dir, Packages.triggerTo("http://127.0.0.1:1/"), "http", "trigger"));
        Path polling = Packages.make(dir, Packages.pollingTo("http://127.0.0.1:1/"), "http", "polling");
        holds(polling);
        assertThat(documents(polling.resolve("knative.yaml"))).hasSize(2);
        assertThat(documents(polling.resolve("kubernetes.yaml"))).hasSize(3);
    }

    @Test
    void bindTheSinkThatKnativeNames() throws Exception {
        Path made = Packages.make(dir, Packages.hookTo("${env:K_SINK}"), "http", "bound");
        holds(made);
        List<Map<?, ?>> knative = documents(made.resolve("knative.yaml"));
        assertThat(knative)
                .extracting(document -> String.valueOf(document.get("kind")))
                .containsExactly("Service", "SinkBinding");
        assertThat(member(knative.get(1), "spec", "subject", "name"))
                .isEqualTo(member(knative.get(0), "metadata", "name"));
        assertThat(String.valueOf(member(knative.get(0), "spec", "template", "spec", "containers", "0", "env")))
                .contains("GITHUB_SECRET")
                .doesNotContain("K_SINK");
        // what comes from the broker is not sent back to it
        Path round = Packages.make(dir, Packages.triggerTo("${env:K_SINK}"), "http", "round");
        assertThat(documents(round.resolve("knative.yaml")))
                .extracting(document -> String.valueOf(document.get("kind")))
                .containsExactly("Service", "Trigger");
    }

    @Test
    void quoteWhateverNamesAndReferencesContain() throws Exception {
        Path made = Packages.make(dir, HOSTILE, "http", "hostile");
        holds(made);
        Object container =
                member(documents(made.resolve("knative.yaml")).get(0), "spec", "template", "spec", "containers", "0");
        List<?> environment = (List<?>) member(container, "env");
        assertThat(environment).hasSize(3);
        assertThat(environment.toString()).contains("QUOTE\"D").contains("TAB\tAND # {x");
        assertThat(member(documents(made.resolve("knative.yaml")).get(0), "metadata", "name"))
                .isEqualTo("a-pipeline-with-2-names");
    }

    @Test
    void scaleAsThePipelineSays() throws Exception {
        Path made = Packages.make(dir, Packages.hookTo("http://127.0.0.1:1/"), "http", "webhook");
        Map<?, ?> annotations = (Map<?, ?>)
                member(documents(made.resolve("knative.yaml")).get(0), "spec", "template", "metadata", "annotations");
        assertThat(annotations.get("autoscaling.knative.dev/min-scale")).isEqualTo("1");
        assertThat(annotations.get("autoscaling.knative.dev/max-scale")).isEqualTo("4");
        assertThat(annotations.get("autoscaling.knative.dev/target")).isEqualTo("20");
    }

    @Test
    @Tag("I7")
    void holdNoSecretThatWasSetWhilePackaging() throws Exception {
        Path made = Packages.make(
                dir, Packages.hookTo("http://127.0.0.1:1/").replace("GITHUB_SECRET", "PATH"), "http", "webhook");
        String secret = System.getenv("PATH");
        try (Stream<Path> files = Files.walk(made)) {
            for (Path file : files.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().endsWith(".jar"))
                    .toList()) {
                assertThat(Files.readString(file)).as("%s", file).doesNotContain(secret);
            }
        }
    }
}
