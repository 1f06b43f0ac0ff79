package dev.penstock.secrets.aws;

import dev.penstock.api.Deadline;
import dev.penstock.host.SecretUnavailable;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.ssm.SsmClient;

/**
 * The clients of the two services, one for each region, made when first needed. What is throttled, fails with 5xx or hangs is
 * tried again until the deadline. May be used by several threads.
 */
final class AwsClients implements AutoCloseable {
    /** A read that takes longer is tried again; the SDK cannot interrupt this HTTP client, so the socket has to give up. */
    private static final Duration ATTEMPT = Duration.ofSeconds(2);

    private static final int ATTEMPTS = 6;
    private static final BackoffStrategy BACKOFF =
            BackoffStrategy.exponentialDelay(Duration.ofMillis(100), Duration.ofSeconds(2));

    private final SdkHttpClient http = UrlConnectionHttpClient.builder()
            .connectionTimeout(ATTEMPT)
            .socketTimeout(ATTEMPT)
            .build();
    private final DefaultCredentialsProvider credentials =
            DefaultCredentialsProvider.builder().build();
    private final Map<String, SecretsManagerClient> secrets = new ConcurrentHashMap<>();
    private final Map<String, SsmClient> parameters = new ConcurrentHashMap<>();

    String secret(String name, Deadline deadline) throws SecretUnavailable {
        String text;
        try {
            text = secrets.computeIfAbsent(region(name), region -> build(SecretsManagerClient.builder(), region))
                    .getSecretValue(request -> request.secretId(name).overrideConfiguration(until(deadline)))
                    .secretString();
        } catch (SdkException failure) {
            throw AwsFailures.of(failure, "secret", "secretsmanager:GetSecretValue");
        }
        if (text == null) {
            throw new SecretUnavailable("it holds bytes and no text", "store it as a text");
        }
        return text;
    }

    String parameter(String name, Deadline deadline) throws SecretUnavailable {
        try {
            return parameters
                    .computeIfAbsent(region(name), region -> build(SsmClient.builder(), region))
                    .getParameter(
                            request -> request.name(name).withDecryption(true).overrideConfiguration(until(deadline)))
                    .parameter()
                    .value();
        } catch (SdkException failure) {
            throw AwsFailures.of(failure, "parameter", "ssm:GetParameter");
        }
    }

    /** The region in an ARN; empty for a name, which is looked for in the region of this process. */
    private static String region(String name) {
        return name.startsWith("arn:") ? name.split(":", 5)[3] : "";
    }

    private static AwsRequestOverrideConfiguration until(Deadline deadline) {
        Duration left = deadline.remaining();
        return AwsRequestOverrideConfiguration.builder()
                .apiCallTimeout(left.isZero() ? Duration.ofMillis(1) : left)
                .build();
    }

    private <B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>, C> C build(B builder, String region) {
        builder.httpClient(http)
                .credentialsProvider(credentials)
                .overrideConfiguration(
                        settings -> settings.retryStrategy(AwsRetryStrategy.standardRetryStrategy().toBuilder()
                                .maxAttempts(ATTEMPTS)
                                .backoffStrategy(BACKOFF)
                                .throttlingBackoffStrategy(BACKOFF)
                                .build()));
        return region.isEmpty()
                ? builder.build()
                : builder.region(Region.of(region)).build();
    }

    @Override
    public void close() {
        secrets.values().forEach(SecretsManagerClient::close);
        parameters.values().forEach(SsmClient::close);
        credentials.close();
        http.close();
    }
}
