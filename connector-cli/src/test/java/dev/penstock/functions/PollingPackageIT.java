package dev.penstock.functions;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a package of a pipeline that polls holds, for each target, and what is refused. */
class PollingPackageIT {
    private static final String POLLING = Packages.pollingTo("http://127.0.0.1:1/");

    @TempDir
    Path dir;

    @Test
    void isToldWhenByASchedule() throws Exception {
        Path graph = Packages.make(dir, POLLING, "functiongraph", "graph");
        assertThat(Files.readString(graph.resolve("main.tf")))
                .contains("\"TIMER\"", "\"Rate\"", "\"2m\"")
                .containsPattern("max_instance_num\\s+= \"1\"");
        Path google = Packages.make(dir, POLLING, "google-cloud", "google");
        assertThat(Files.readString(google.resolve("README.md")))
                .contains("PenstockHttp", "--no-allow-unauthenticated")
                .contains("gcloud scheduler jobs create http table-to-http --schedule='*/2 * * * *'");
    }

    @Test
    void mayUseTheBucketOfItsStateAndNoMore() throws Exception {
        String bucket =
                POLLING.replaceAll("(?m)^state:.*\n", "state: { connector: s3, config: { bucket: my-state } }\n");
        String template = Files.readString(
                Packages.make(dir, bucket, "aws-lambda", "bucket").resolve("template.yaml"));
        assertThat(template)
                .contains(
                        "arn:${AWS::Partition}:s3:::my-state/penstock/*",
                        "s3:GetObject",
                        "s3:PutObject",
                        "s3:ListBucket")
                .doesNotContain("s3:DeleteObject", "s3:*");
        assertThat(Files.readString(
                        Packages.make(dir, POLLING, "aws-lambda", "table").resolve("template.yaml")))
                .doesNotContain("s3:");
    }

    @Test
    void holdsTheStoreAndNothingOfThisMachine() throws Exception {
        Path made = Packages.make(dir, POLLING, "http", "http").resolve("function");
        String definition = Files.readString(made.resolve("penstock/function.json"));
        assertThat(definition).contains("\"shape\" : \"polling\"", "\"state\" : {", "JdbcStateStore", "${env:STATE}");
        try (Stream<Path> jars = Files.list(made.resolve("connectors"))) {
            assertThat(jars.map(jar -> jar.getFileName().toString()))
                    .anyMatch(name -> name.startsWith("connector-jdbc"));
        }
    }

    @Test
    @Tag("I3")
    void isRefusedWithoutAStoreThatOutlivesIt() throws Exception {
        String without = POLLING.replaceAll("(?m)^state:.*\n", "");
        assertThat(Packages.refused(dir, without, "--target", "http", "--output", "out"))
                .contains("source: jdbc keeps its position between polls")
                .contains("name a store that outlives it, in a 'state' block")
                .contains("penstock run");
        String local = POLLING.replace("jdbc:postgresql://${env:STATE}", "jdbc:h2:file:./state");
        assertThat(Packages.refused(dir, local, "--target", "aws-lambda", "--output", "out"))
                .contains("state: jdbc keeps files on the machine it runs on")
                .contains("a function's disk is gone with it");
        assertThat(Packages.refused(dir, POLLING, "--target", "functiongraph-http", "--output", "out"))
                .contains("use --target functiongraph");
    }
}
