package dev.penstock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The projects of {@code penstock new} are built, tested and used, by the commands of the tutorial: what a reader types is what is
 * run here. The other three kinds are built in the same run of Maven.
 */
final class NewIT {
    private static final String HOME = Objects.requireNonNull(System.getProperty("penstock.home"));
    private static final Path TUTORIAL = Path.of(
            Objects.requireNonNull(System.getProperty("penstock.checkout")), "docs/tutorial/your-first-connector.md");

    @TempDir
    Path dir;

    @Test
    void whatTheTutorialSaysWorksAndSoDoAllKinds() throws Exception {
        program("penstock", command() + " \"$@\"");
        try (InputStream document = NewIT.class.getResourceAsStream("scaffold/openapi/shop.yaml")) {
            Files.copy(Objects.requireNonNull(document), dir.resolve("shop-api.yaml"));
        }
        run(
                "begin",
                """
                ./penstock new queue-source order-tickets
                ./penstock new webhook-source notices --dir notices
                ./penstock new sink parcels --dir parcels --package org.acme.parcels
                ./penstock new polling-source shop --from-openapi shop-api.yaml
                """);
        Files.writeString(dir.resolve("pom.xml"), parent("orders", "order-tickets", "notices", "parcels", "shop"));
        Files.writeString(dir.resolve("settings.xml"), settings());
        program("bin/mvn", "exec '" + maven() + "' -f ../pom.xml -s ../settings.xml -T 2 \"$@\"");

        int port = freePort();
        String tutorial = shellBlocks(Files.readString(TUTORIAL)).replace(" 8000", " " + port);
        run(
                "tutorial",
                "trap 'kill $(jobs -p)' EXIT\nexport ORDERS_URL=http://127.0.0.1:" + port + "/items\n" + tutorial);

        assertThat(read("tutorial.txt"))
                .contains("orders@0.1.0, polling source", "orders-to-file", "item number 1", "Tests run:")
                .containsPattern("Conformance: [1-9][0-9]+ tests passed, 0 failed, [0-9]+ do not apply");
        assertThat(Files.readAllLines(dir.resolve("out/orders.ndjson")))
                .as("each item once, although the pipeline ran twice")
                .hasSize(3)
                .anyMatch(line -> line.contains("item number 3"));
        theOtherKindsAreInstalled();
        theSinkRunsInAPipelineAndInAFunction(freePort());
        theDescribedApiIsRead(freePort());
    }

    /** By the commands of the project's own page. */
    private void theDescribedApiIsRead(int port) throws Exception {
        String page = read("shop/README.md");
        String commands = shellBlocks(page.substring(page.indexOf("## Run"), page.indexOf("## Package")));
        run(
                "shop",
                "trap 'kill $(jobs -p)' EXIT\ncd shop\npenstock() { ../penstock \"$@\" --no-admin; }\n"
                        + commands.replace("8000", "" + port).replace("--plugins plugins", "--plugins ../plugins"));
        assertThat(Files.readAllLines(dir.resolve("shop/out/shop.ndjson")))
                .as("each item once, with the id and the time of the description")
                .hasSize(3)
                .anyMatch(line -> line.contains("00000000-0000-0000-0000-000000000003")
                        && line.contains("item number 3")
                        && line.contains("\"time\":\"2026-01-02T03:04:05Z\""));
    }

    private void theOtherKindsAreInstalled() throws Exception {
        run(
                "others",
                """
                mkdir plugins; cp */target/connector-*.jar plugins/
                ./penstock connectors --plugins plugins
                for kind in order-tickets notices parcels; do
                  ./penstock validate $kind/pipeline.yaml --plugins plugins
                done
                sed 's/"sha256:./&0/' parcels/target/conformance.json > plugins/parcels.conformance.json
                ./penstock describe parcels --plugins plugins
                """);
        assertThat(read("others.txt"))
                .contains("Conformance: ", "tested other classes than those of connector-parcels.jar")
                .contains("orders ", "order-tickets ", "notices ", "parcels ")
                .contains("queue-source", "polling-source", "webhook-source", "listens on /hooks/notices");
    }

    private void theSinkRunsInAPipelineAndInAFunction(int port) throws Exception {
        run(
                "sink",
                "trap 'kill $(jobs -p)' EXIT\nexport PARCELS_URL=http://127.0.0.1:" + port + "/events\n"
                        + "java parcels/src/test/java/org/acme/parcels/FakeParcelsReceiver.java " + port
                        + " > received.txt &\n"
                        + "./penstock run parcels/pipeline.yaml --plugins plugins --drain --no-admin --data-dir"
                        + " parcels-data\n"
                        + "for target in http aws-lambda; do\n"
                        + "  ./penstock package parcels/function.yaml --plugins plugins --target $target --output"
                        + " $target\n"
                        + "done\n");
        assertThat(read("received.txt").lines().filter(line -> line.startsWith("204 ")))
                .hasSize(3);
        assertThat(jars("http")).contains("connector-parcels.jar");
        assertThat(dir.resolve("aws-lambda/template.yaml")).isNotEmptyFile();
    }

    private List<String> jars(String folder) throws IOException {
        try (var files = Files.walk(dir.resolve(folder))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".jar"))
                    .toList();
        }
    }

    private static String shellBlocks(String page) {
        return Pattern.compile("(?s)```sh\n(.*?)```")
                .matcher(page)
                .results()
                .map((MatchResult block) -> block.group(1))
                .collect(Collectors.joining());
    }

    private static String parent(String... modules) {
        return "<project><modelVersion>4.0.0</modelVersion><groupId>test</groupId><artifactId>test</artifactId>"
                + "<version>1</version><packaging>pom</packaging><modules><module>"
                + String.join("</module><module>", modules) + "</module></modules></project>\n";
    }

    /**
     * A local repository of its own, so that the artifacts under test do not stay in the user's; what the build of Penstock has
     * downloaded is taken from there.
     */
    private String settings() {
        String kind =
                "<id>cached</id><url>%s</url><releases><checksumPolicy>ignore</checksumPolicy></releases><snapshots><enabled>false</enabled></snapshots>"
                        .formatted(Path.of(Objects.requireNonNull(System.getProperty("penstock.maven-repository")))
                                .toUri());
        return "<settings><localRepository>" + dir.resolve("m2")
                + "</localRepository><profiles><profile><id>cached</id>"
                + "<repositories><repository>" + kind + "</repository></repositories>"
                + "<pluginRepositories><pluginRepository>" + kind
                + "</pluginRepository></pluginRepositories></profile></profiles><activeProfiles><activeProfile>cached</activeProfile></activeProfiles></settings>\n";
    }

    private static String maven() {
        Path own = Path.of(System.getProperty("penstock.maven-home", ""), "bin", "mvn");
        return Files.exists(own) ? own.toString() : "mvn";
    }

    private static String command() {
        return "exec '" + Path.of(System.getProperty("java.home"), "bin", "java") + "' -Xmx128m '-Dpenstock.home="
                + HOME + "' -cp '" + HOME + "/lib/connector-cli.jar' dev.penstock.cli.PenstockCommand";
    }

    private void program(String path, String line) throws IOException {
        Path file = dir.resolve(path);
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        Files.writeString(file, "#!/bin/sh\n" + line + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** Runs a script in the folder; the first command that fails ends it. */
    private void run(String name, String script) throws Exception {
        Path file = Files.writeString(dir.resolve(name + ".sh"), "set -eu\n" + script);
        ProcessBuilder builder = new ProcessBuilder("bash", file.toString())
                .directory(dir.toFile())
                .redirectErrorStream(true)
                .redirectOutput(dir.resolve(name + ".txt").toFile());
        String bin = Path.of(System.getProperty("java.home"), "bin").toString();
        builder.environment().compute("PATH", (key, path) -> dir.resolve("bin") + ":" + bin + ":" + path);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process process = builder.start();
        try {
            assertThat(process.waitFor(8, TimeUnit.MINUTES))
                    .as(read(name + ".txt"))
                    .isTrue();
            assertThat(process.exitValue()).as(read(name + ".txt")).isZero();
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private String read(String name) throws IOException {
        return Files.readString(dir.resolve(name), StandardCharsets.UTF_8);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
