package dev.penstock.connector.s3;

import dev.penstock.api.Check;
import dev.penstock.api.Checkable;
import dev.penstock.api.Connector;
import dev.penstock.api.ConnectorException;
import dev.penstock.api.Deadline;
import dev.penstock.api.Failure;
import dev.penstock.api.StateStore;
import dev.penstock.api.StateStoreContext;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/**
 * Keeps entries as objects of a bucket, one each.
 *
 * <p>A write is one conditional request: {@code If-None-Match: *} for what must not be there, {@code If-Match} with the ETag
 * for what is replaced. A version is the object's ETag. A write is never sent twice; one whose answer did not come is an
 * exception. The object tells when its entry expires; removing it is left to a lifecycle rule of the bucket.
 */
@Connector(
        name = "s3",
        summary =
                "Keeps state as objects in S3, or in an object store that speaks like it and knows conditional writes")
public final class S3StateStore implements StateStore, Checkable {
    /** The name under which an object tells when its entry expires. */
    static final String EXPIRES = "penstock-expires";

    private static final int TOKEN_BYTES = 16;

    private final S3StateStoreConfig config;
    private final S3Client client;
    private final S3Failures failures;
    private final SecureRandom random = new SecureRandom();

    /**
     * Keeps state in the bucket configured there; connects to nothing yet.
     *
     * @throws ConnectorException when neither the configuration nor the machine says in which region
     */
    public S3StateStore(S3StateStoreConfig config, StateStoreContext context) {
        this.config = config;
        this.failures = new S3Failures(config);
        try {
            this.client = S3Clients.build(config);
        } catch (SdkException | IllegalArgumentException e) {
            throw new ConnectorException(
                    Failure.user(
                            "s3-config",
                            "no client can be built for " + failures.place() + ": " + failures.reason(e)
                                    + "; set region, or AWS_REGION"),
                    e);
        }
    }

    @Override
    public @Nullable Entry read(String key, Deadline deadline) {
        try {
            ResponseBytes<GetObjectResponse> object = client.getObjectAsBytes(get -> get.bucket(config.bucket())
                    .key(config.prefix() + key)
                    .overrideConfiguration(call -> call.apiCallTimeout(left("read state", deadline))));
            return new Entry(value(key, object), etag(object.response().eTag()));
        } catch (SdkException e) {
            if (S3Failures.missing(e)) {
                return null;
            }
            throw failures.exception("read state", e);
        }
    }

    private String value(String key, ResponseBytes<GetObjectResponse> object) {
        try {
            return StoredEntry.value(object.asByteArrayUnsafe());
        } catch (IllegalArgumentException e) {
            throw new ConnectorException(
                    Failure.user(
                            "not-state",
                            "the object " + config.prefix() + key + " in " + failures.place()
                                    + " was written by somebody else; give Penstock a prefix of its own"),
                    e);
        }
    }

    @Override
    public @Nullable String write(Change change, Deadline deadline) {
        byte[] token = new byte[TOKEN_BYTES];
        random.nextBytes(token);
        byte[] content = StoredEntry.write(HexFormat.of().formatHex(token), change.value());
        try {
            return etag(client.putObject(request(change, deadline), RequestBody.fromBytes(content))
                    .eTag());
        } catch (SdkException e) {
            if (S3Failures.conflict(e) || (change.expected() != null && S3Failures.missing(e))) {
                return null; // I2: a stale owner finds another version
            }
            throw failures.exception("write state", e);
        }
    }

    private PutObjectRequest request(Change change, Deadline deadline) {
        Duration left = left("write state", deadline);
        PutObjectRequest.Builder put = PutObjectRequest.builder()
                .bucket(config.bucket())
                .key(config.prefix() + change.key())
                .contentType("text/plain; charset=utf-8")
                .overrideConfiguration(call -> call.apiCallTimeout(left));
        Instant expires = change.expires();
        if (expires != null) {
            put.metadata(Map.of(EXPIRES, expires.toString()));
        }
        String expected = change.expected();
        return (expected == null ? put.ifNoneMatch("*") : put.ifMatch(expected)).build();
    }

    private String etag(@Nullable String etag) {
        if (etag == null || etag.isEmpty()) {
            throw new ConnectorException(Failure.user(
                    "no-etag",
                    failures.place() + " gives objects no ETag, so their versions cannot be told apart; keep state"
                            + " elsewhere"));
        }
        return etag;
    }

    private Duration left(String doing, Deadline deadline) {
        Duration left = deadline.remaining();
        if (left.toMillis() < 1) {
            throw new ConnectorException(Failure.external(
                    "no-time", "cannot " + doing + " in " + failures.place() + ": no time was left for it"));
        }
        return left;
    }

    /** Removes an entry; for those of checks, which nobody else has. */
    void remove(String key, Deadline deadline) {
        client.deleteObject(delete -> delete.bucket(config.bucket())
                .key(config.prefix() + key)
                .overrideConfiguration(call -> call.apiCallTimeout(left("remove state", deadline))));
    }

    @Override
    public List<Check> check(Deadline deadline) throws InterruptedException {
        return new S3Checks(this, failures.place()).run(deadline);
    }

    @Override
    public void close() {
        client.close();
    }
}
