package dev.penstock.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.fasterxml.jackson.jr.ob.JSON;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** What {@code package --target kubernetes} and {@code knative} write, held against the schemas of those who read it. */
class KubernetesIT {
    private static final String KAFKA =
            """
            name: 2.Kafka_To-HTTP
            source:
              connector: kafka
              config: { bootstrap-servers: "${env:BROKERS}", topics: ["yes", "a.b-c_d"], properties: { sasl.jaas.config: "${env:LOGIN}" } }
            sink: { connector: http, config: { url: "${env:TARGET}", headers: { x: "${env:PATH}" } } }
            delivery: { dead-letter: { connector: http, config: { url: "${env:LETTERS}" } } }
            scaling: { min: 0, max: 4, target: 500, idle: 2m }
            """;

    @TempDir
    Path dir;

    private static List<Map<?, ?>> documents(Path yaml) throws IOException {
        List<Map<?, ?>> documents = new ArrayList<>();
        for (Object document : new Load(LoadSettings.builder().build()).loadAllFromString(Files.readString(yaml))) {
            documents.add((Map<?, ?>) document);
        }
        return documents;
    }

    private static Object member(Object of, Object... path) {
        Object at = of;
        for (Object name : path) {
            at = Objects.requireNonNull(
                    name instanceof Integer index ? ((List<?>) at).get(index) : ((Map<?, ?>) at).get(name),
                    () -> name + " of " + of);
        }
        return at;
    }

    private static Map<?, ?> kind(Path made, String kind) throws IOException {
        return documents(made.resolve("kubernetes.yaml")).stream()
                .filter(document -> kind.equals(document.get("kind")))
                .findFirst()
                .orElseThrow();
    }

    private static void holds(Path yaml) throws IOException {
        String data = System.getProperty("penstock.data", "");
        assumeFalse(data.isEmpty(), "needs -Dpenstock.data=DIR");
        Path schemas = Path.of(data, "k8s-schemas");
        for (Map<?, ?> document : documents(yaml)) {
            String kind = String.valueOf(document.get("kind"));
            boolean knative = String.valueOf(document.get("apiVersion")).contains("knative");
            Object schema =
                    switch (kind) {
                        case "Deployment" -> core(schemas, "deployment-apps-v1.json");
                        case "ScaledObject" -> resource(schemas, "keda.sh_scaledobjects.yaml");
                        case "TriggerAuthentication" -> resource(schemas, "keda.sh_triggerauthentications.yaml");
                        case "SinkBinding" -> resource(schemas, "eventing_sinkbindings.yaml");
                        case "Trigger" -> resource(schemas, "eventing_trigger.yaml");
                        case "Service" ->
                            knative
                                    ? resource(schemas, "serving.knative.dev_services.yaml")
                                    : core(schemas, "service-v1.json");
                        default -> throw new AssertionError("no schema of " + kind);
                    };
            assertThat(SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
                            .getSchema(JSON.std.asString(schema), InputFormat.JSON)
                            .validate(JSON.std.asString(document), InputFormat.JSON))
                    .isEmpty();
            assertThat(String.valueOf(member(document, "metadata", "name"))).matches("[a-z][a-z0-9-]{0,61}[a-z0-9]");
            if (kind.equals("ScaledObject")) {
                for (Object trigger : (List<?>) member(document, "spec", "triggers")) {
                    known(schemas, (Map<?, ?>) trigger);
                }
            }
        }
    }

    private static Object core(Path schemas, String file) throws IOException {
        return JSON.std.anyFrom(Files.readString(schemas.resolve("core").resolve(file)));
    }

    private static Object resource(Path schemas, String file) throws IOException {
        return member(
                documents(schemas.resolve("crd").resolve(file)).get(0),
                "spec",
                "versions",
                0,
                "schema",
                "openAPIV3Schema");
    }

    /** The metadata of a trigger is what its scaler knows, and text. */
    private static void known(Path schemas, Map<?, ?> trigger) throws IOException {
        Object scalers =
                member(JSON.std.anyFrom(Files.readString(schemas.resolve("keda-scalers-schema.json"))), "scalers");
        Object scaler = ((List<?>) scalers)
                .stream()
                        .filter(each -> member(each, "type").equals(trigger.get("type")))
                        .findFirst()
                        .orElseThrow();
        TreeSet<String> names = new TreeSet<>();
        for (Object parameter : (List<?>) member(scaler, "parameters")) {
            names.add(String.valueOf(member(parameter, "name")));
            if (Boolean.TRUE.equals(((Map<?, ?>) parameter).get("envVariableReadable"))) {
                names.add(member(parameter, "name") + "FromEnv");
            }
        }
        if (String.valueOf(trigger.get("type")).startsWith("external")) {
            names.addAll(List.of("pipeline", "target", "activation")); // the scaler's own
        }
        ((Map<?, ?>) member(trigger, "metadata")).forEach((name, value) -> {
            assertThat(names).contains(String.valueOf(name));
            assertThat(value).isInstanceOf(String.class);
        });
    }

    @Test
    @Tag("I7")
    void aKafkaGroupIsScaledByItsLag() throws Exception {
        Path made = Packages.make(dir, KAFKA, "kubernetes", "kafka");
        holds(made.resolve("kubernetes.yaml"));
        Map<?, ?> scaled = kind(made, "ScaledObject");
        assertThat(member(scaled, "spec", "minReplicaCount")).isEqualTo(0);
        assertThat((List<?>) member(scaled, "spec", "triggers")).hasSize(2);
        assertThat(member(scaled, "spec", "triggers", 0, "metadata"))
                .isEqualTo(Map.of(
                        "bootstrapServersFromEnv", "BROKERS",
                        "consumerGroup", "2.Kafka_To-HTTP",
                        "topic", "yes",
                        "lagThreshold", "500",
                        "activationLagThreshold", "0",
                        "offsetResetPolicy", "earliest"));
        assertThat(member(scaled, "spec", "triggers", 1, "authenticationRef", "name"))
                .isEqualTo("penstock-2-kafka-to-http-kafka");
        Object container = member(kind(made, "Deployment"), "spec", "template", "spec", "containers", 0);
        assertThat((List<?>) member(container, "env")).hasSize(6);
        for (String file :
                List.of("kubernetes.yaml", "Dockerfile", "README.md", "penstock/pipelines/2.Kafka_To-HTTP.yaml")) {
            assertThat(Files.readString(made.resolve(file))).doesNotContain(System.getenv("PATH"));
        }
        assertThat(Packages.digests(Packages.make(dir, KAFKA, "kubernetes", "again")))
                .isEqualTo(Packages.digests(made));
        validates(made.resolve("penstock"), "pipelines/2.Kafka_To-HTTP.yaml");
    }

    /** The image's directory holds all that its command needs. */
    private static void validates(Path home, String pipeline) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dpenstock.home=" + home,
                "-cp",
                "lib/connector-cli.jar",
                "dev.penstock.cli.PenstockCommand",
                "validate",
                pipeline);
        builder.environment().putAll(Map.of("BROKERS", "b:9092", "LOGIN", "x", "LETTERS", "http://127.0.0.1:9/"));
        builder.environment().put("TARGET", "http://127.0.0.1:9/");
        Path said = home.resolveSibling("said.txt");
        Process process = builder.directory(home.toFile())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(said)).isZero();
        try (Stream<Path> jars = Files.list(home.resolve("connectors"))) {
            assertThat(jars.map(jar -> jar.getFileName().toString()))
                    .hasSize(2)
                    .anyMatch(name -> name.contains("kafka"));
        }
    }

    @Test
    void aWebhookIsAFunctionThatKeepsOnePod() throws Exception {
        String hook = Packages.hookTo("http://127.0.0.1:1/").replace("min: 1", "min: 0");
        Path made = Packages.make(dir, hook, "kubernetes", "hook");
        holds(made.resolve("kubernetes.yaml"));
        assertThat(member(kind(made, "ScaledObject"), "spec", "minReplicaCount"))
                .isEqualTo(1);
        assertThat(made.resolve("function/lib/function-http.jar")).exists();
        Path knative = Packages.make(dir, hook, "knative", "knative");
        holds(knative.resolve("knative.yaml"));
        holds(Packages.make(dir, Packages.triggerTo("http://127.0.0.1:1/"), "knative", "trigger")
                .resolve("knative.yaml"));
    }

    @Test
    @Tag("I3")
    void whatPollsIsNotScaledAndKeepsNothingOnAPodsDisk() throws Exception {
        String polling = Packages.pollingTo("http://127.0.0.1:1/")
                .replace("${env:SHOP}", "jdbc:postgresql://db/shop")
                .replace("${env:STATE}", "jdbc:postgresql://db/state");
        String letters = "delivery: { dead-letter: { connector: http, config: { url: \"http://127.0.0.1:1/\" } } }\n";
        Path made = Packages.make(dir, polling + letters, "kubernetes", "polling");
        holds(made.resolve("kubernetes.yaml"));
        assertThat(documents(made.resolve("kubernetes.yaml"))).hasSize(2);
        assertThat(member(kind(made, "Deployment"), "spec", "replicas")).isEqualTo(1);
        assertThat(Packages.refused(dir, polling, "--target", "kubernetes", "--output", "no"))
                .contains("delivery.dead-letter: missing");
        assertThat(Packages.refused(
                        dir,
                        polling.replaceAll("state: .*\n", "") + letters,
                        "--target",
                        "kubernetes",
                        "--output",
                        "no"))
                .contains("state: missing");
    }

    private static final String LETTERS =
            """
            delivery: { dead-letter: { connector: http, config: { url: "http://127.0.0.1:1/" } } }
            scaling: { min: 0, target: 50 }
            """;

    /** The scaler's pod holds what it needs, and no more secrets than that. */
    @Test
    @Tag("I7")
    void whatPollsGoesToNoneByAScalerThatStays() throws Exception {
        String polling = Packages.pollingTo("${env:K_SINK}")
                .replace("Table.To_Http", "2.A_name-that-is-as-long-as-names-may-be-and.somewhat-longer");
        Path made = Packages.make(dir, polling + LETTERS, "kubernetes", "scaled");
        holds(made.resolve("kubernetes.yaml"));
        List<Map<?, ?>> documents = documents(made.resolve("kubernetes.yaml"));
        Map<?, ?> scaler = documents.stream()
                .filter(each -> String.valueOf(member(each, "metadata", "name")).endsWith("-scaler"))
                .findFirst()
                .orElseThrow();
        Object pod = member(scaler, "spec", "template", "spec", "containers", 0);
        assertThat(String.valueOf(member(pod, "env"))).contains("SHOP", "STATE").doesNotContain("K_SINK", "TOKEN");
        assertThat(String.valueOf(member(kind(made, "Deployment"), "spec", "template", "spec", "containers", 0, "env")))
                .contains("SHOP", "STATE")
                .doesNotContain("K_SINK");
        Map<?, ?> scaled = kind(made, "ScaledObject");
        Object trigger = member(scaled, "spec", "triggers", 0);
        assertThat(member(trigger, "metadata", "scalerAddress"))
                .isEqualTo(member(scaler, "metadata", "name") + ":9091");
        assertThat(member(trigger, "metadata", "target")).isEqualTo("50");
        assertThat(member(scaled, "spec", "fallback", "replicas")).isEqualTo(1);
        assertThat(member(kind(made, "SinkBinding"), "spec", "subject", "name"))
                .isEqualTo(member(kind(made, "Deployment"), "metadata", "name"));
        assertThat(made.resolve("penstock/scaler/connector-scaler.jar")).exists();
    }

    @Test
    @Tag("I7")
    void whatPollsGoesToNoneByAQueryOrAClockWithoutAScaler() throws Exception {
        String url = "url: \"jdbc:postgresql://db.shop:5433/shop?sslmode=require\"";
        String table =
                """
                name: its
                source: { connector: jdbc, config: { %1$s, username: "${env:USER_OF_DB}", password: "${env:PASSWORD}", table: shop.orders, incrementing-column: id } }
                sink: { connector: http, config: { url: "http://127.0.0.1:1/" } }
                state: { connector: jdbc, config: { %1$s, username: "${env:USER_OF_DB}", password: "${env:PASSWORD}" } }
                """
                        .formatted(url);
        Path made = Packages.make(dir, table + LETTERS, "kubernetes", "queried");
        holds(made.resolve("kubernetes.yaml"));
        Object trigger = member(kind(made, "ScaledObject"), "spec", "triggers", 0);
        assertThat(String.valueOf(member(trigger, "metadata", "query")))
                .contains("FROM \"shop\".\"orders\" WHERE \"id\" >", "entry_key = 'its/offsets'");
        assertThat(member(trigger, "metadata", "port")).isEqualTo("5433");
        assertThat(member(trigger, "metadata", "sslmode")).isEqualTo("require");
        Map<?, ?> login = kind(made, "TriggerAuthentication");
        assertThat(member(trigger, "authenticationRef", "name")).isEqualTo(member(login, "metadata", "name"));
        assertThat((List<?>) member(login, "spec", "secretTargetRef")).hasSize(2);
        assertThat(made.resolve("penstock/scaler")).doesNotExist();
        String polled = table.replaceAll(
                "source: .*", "source: { connector: http, config: { url: \"http://127.0.0.1:1/\", interval: 1h } }");
        Path timed = Packages.make(dir, polled + LETTERS, "kubernetes", "timed");
        holds(timed.resolve("kubernetes.yaml"));
        assertThat(member(kind(timed, "ScaledObject"), "spec", "triggers", 0, "metadata"))
                .isEqualTo(Map.of("timezone", "UTC", "start", "0 * * * *", "end", "5 * * * *", "desiredReplicas", "1"));
        assertThat(timed.resolve("penstock/scaler")).doesNotExist();
    }

    @Test
    void refusesWhatKedaAndSecretsCannotHold() throws Exception {
        assertThat(Packages.refused(
                        dir,
                        KAFKA.replace("${env:BROKERS}", "${env:HOST}:9092").replace("${env:LETTERS}", "${env:A B\\\"}"),
                        "--target",
                        "kubernetes",
                        "--output",
                        "no"))
                .contains("source.config.bootstrap-servers: KEDA reads it too")
                .contains("the key of a secret is of letters");
    }
}
