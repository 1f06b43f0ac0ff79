package dev.penstock.connector.s3;

import dev.penstock.api.config.Option;
import dev.penstock.api.config.Secret;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Configuration of {@link S3StateStore}.
 *
 * @param bucket where the objects are
 * @param prefix what their names begin with
 * @param region where the bucket is
 * @param endpoint whom to ask; AWS when missing
 * @param pathStyle the bucket's place in URLs
 * @param accessKey who asks
 * @param secretKey what proves it
 */
public record S3StateStoreConfig(
        @Option(value = "The bucket; it must be there", example = "penstock-state") String bucket,
        @Option(value = "What the names of its objects begin with", fallback = "penstock/") String prefix,
        @Option(
                        value =
                                "The bucket's region; when missing, AWS_REGION says it, or the machine at AWS that this runs on",
                        example = "eu-central-1")
                @Nullable
                String region,
        @Option(
                        value = "Where the service answers, if it is not AWS",
                        example = "https://obs.eu-west-101.myhuaweicloud.eu")
                @Nullable
                URI endpoint,
        @Option(
                        value =
                                "Whether the bucket stands in the path of URLs and not in the host, as some services want it",
                        fallback = "false")
                boolean pathStyle,
        @Option("The access key; when missing, the usual places are searched: environment, profile, role of the"
                        + " function, container or machine")
                @Nullable
                String accessKey,
        @Option("The secret of access-key") @Nullable Secret secretKey) {

    /** S3 takes names of 1024 bytes, and keys of entries have up to 512. */
    private static final int LONGEST_PREFIX = 400;

    public S3StateStoreConfig {
        if ((accessKey == null) != (secretKey == null)) {
            throw new IllegalArgumentException((accessKey == null
                            ? "secret-key is given without access-key"
                            : "access-key is given without secret-key")
                    + "; give both, or neither to have them found");
        }
        if (prefix.getBytes(StandardCharsets.UTF_8).length > LONGEST_PREFIX) {
            throw new IllegalArgumentException("prefix is too long; objects need the rest of their names: use at most "
                    + LONGEST_PREFIX + " bytes");
        }
        if (endpoint != null && endpoint.getHost() == null) {
            throw new IllegalArgumentException(
                    "endpoint is no address of a service; write it like https://s3.example.com");
        }
    }
}
