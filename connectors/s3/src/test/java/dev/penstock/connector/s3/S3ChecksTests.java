package dev.penstock.connector.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.api.Check;
import dev.penstock.api.ConnectorException;
import dev.penstock.api.Deadline;
import dev.penstock.api.StateStore.Change;
import dev.penstock.connector.s3.CarelessService.Fault;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

class S3ChecksTests {
    private static Deadline soon() {
        return Deadline.in(Duration.ofSeconds(30), InstantSource.system());
    }

    private static List<Check> check(URI endpoint, String bucket, String secret) throws Exception {
        try (S3StateStore store = Service.store(Service.config(endpoint, bucket, secret))) {
            return store.check(soon());
        }
    }

    private static Check failed(List<Check> checks) {
        List<Check> failed =
                checks.stream().filter(check -> check.failure() != null).toList();
        assertThat(failed).hasSize(1);
        return failed.get(0);
    }

    @Test
    void leavesNothingBehind() throws Exception {
        S3StateStoreConfig config = Service.config(Service.address(), "state", Service.SECRET);
        assertThat(check(Service.address(), "state", Service.SECRET))
                .extracting(Check::name)
                .containsExactly("read", "write", "conditional writes");
        try (S3Client client = S3Clients.build(config)) {
            assertThat(client.listObjectsV2(list -> list.bucket("state").prefix("penstock/penstock-check/"))
                            .contents())
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void refusesAServiceThatGetsConditionsWrong(Fault fault) throws Exception {
        try (CarelessService service = new CarelessService(fault)) {
            Check failed = failed(check(service.address(), "state", Service.SECRET));
            assertThat(failed.detail())
                    .contains(fault == Fault.NO_ETAG ? "no ETag" : "let a write through", "keep state");
        }
    }

    @Test
    void saysThatTheBucketIsMissing() throws Exception {
        Check failed = failed(check(Service.address(), "nowhere", Service.SECRET));
        assertThat(failed.detail()).contains("bucket nowhere", "NoSuchBucket", "create the bucket");
    }

    @Test
    @Tag("I7")
    void saysThatTheSecretIsWrongWithoutShowingIt() throws Exception {
        List<Check> checks = check(Service.address(), "state", "hunter2-secret");
        assertThat(failed(checks).detail()).contains("HTTP 403", "check the keys");
        assertThat(checks.toString() + Service.config(Service.address(), "state", "hunter2-secret"))
                .doesNotContain("hunter2");
    }

    @Test
    void saysThatNobodyAnswers() throws Exception {
        Check failed = failed(check(URI.create("http://127.0.0.1:1"), "state", Service.SECRET));
        assertThat(Objects.requireNonNull(failed.failure()).mayRetry()).isTrue();
        assertThat(failed.detail()).contains("check endpoint and region");
    }

    @Test
    void writesWhenAnEntryExpires() throws Exception {
        Instant expires = Instant.parse("2030-01-02T03:04:05Z");
        try (S3StateStore store = Service.store();
                S3Client client = S3Clients.build(Service.config(Service.address(), "state", Service.SECRET))) {
            store.write(new Change("checks/expiring", "text", null, expires), soon());
            assertThat(client.headObject(head -> head.bucket("state").key("penstock/checks/expiring"))
                            .metadata())
                    .isEqualTo(Map.of("penstock-expires", "2030-01-02T03:04:05Z"));
        }
    }

    @Test
    void leavesObjectsOfOthersAlone() throws Exception {
        try (S3StateStore store = Service.store();
                S3Client client = S3Clients.build(Service.config(Service.address(), "state", Service.SECRET))) {
            client.putObject(
                    put -> put.bucket("state").key("penstock/checks/foreign"), RequestBody.fromString("not ours"));
            assertThatThrownBy(() -> store.read("checks/foreign", soon()))
                    .isInstanceOf(ConnectorException.class)
                    .hasMessageContaining("written by somebody else");
            assertThat(store.write(new Change("checks/foreign", "mine", null, null), soon()))
                    .isNull();
        }
    }

    @Test
    void refusesWhatCannotWork() {
        URI address = URI.create("http://127.0.0.1:1");
        assertThatThrownBy(() -> new S3StateStoreConfig("b", "", null, address, true, "key", null))
                .hasMessageContaining("without secret-key");
        assertThatThrownBy(() -> new S3StateStoreConfig("b", "p".repeat(401), null, address, true, null, null))
                .hasMessageContaining("prefix is too long");
        assertThatThrownBy(() -> new S3StateStoreConfig("b", "", null, URI.create("s3.example.com"), true, null, null))
                .hasMessageContaining("endpoint");
    }
}
