package dev.penstock.connector.s3;

import dev.penstock.api.config.Secret;
import java.net.URI;
import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.S3Configuration;

/** Builds clients of the service. */
final class S3Clients {
    /** No single wait on the network is longer; calls have deadlines of their own. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    private static final Duration CONNECT = Duration.ofSeconds(10);

    private S3Clients() {}

    /** A client; connects to nothing yet. */
    static S3Client build(S3StateStoreConfig config) {
        S3ClientBuilder builder = S3Client.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(CONNECT)
                        .socketTimeout(LONGEST_WAIT))
                // Sent again, a conditional write that had arrived would be refused because of itself.
                .overrideConfiguration(common -> common.retryStrategy(AwsRetryStrategy.doNotRetry()))
                // Services other than AWS do not all know its newer ways of sending.
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .serviceConfiguration(S3Configuration.builder()
                        .chunkedEncodingEnabled(false)
                        .expectContinueEnabled(false)
                        .build())
                .disableS3ExpressSessionAuth(true)
                .forcePathStyle(config.pathStyle());
        URI endpoint = config.endpoint();
        if (endpoint != null) {
            builder.endpointOverride(endpoint);
        }
        String region = config.region();
        if (region != null) {
            builder.region(Region.of(region));
        } else if (endpoint != null) {
            builder.region(Region.US_EAST_1); // others ask for none, but the signature wants one
        }
        String accessKey = config.accessKey();
        Secret secretKey = config.secretKey();
        if (accessKey != null && secretKey != null) {
            builder.credentialsProvider(
                    StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKey, secretKey.reveal())));
        }
        return builder.build();
    }
}
