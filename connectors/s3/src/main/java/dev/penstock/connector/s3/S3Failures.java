package dev.penstock.connector.s3;

import dev.penstock.api.ConnectorException;
import dev.penstock.api.Failure;
import dev.penstock.api.Failure.Blame;
import dev.penstock.api.Failure.Remedy;
import dev.penstock.api.config.Secret;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Tells what an exception of the SDK means to the engine, and to people; never with a secret. */
final class S3Failures {
    private final String place;
    private final @Nullable Secret secret;

    S3Failures(S3StateStoreConfig config) {
        this.place = "bucket " + config.bucket()
                + (config.endpoint() == null ? "" : " at " + config.endpoint().getHost());
        this.secret = config.secretKey();
    }

    /** Where the objects are, for messages. */
    String place() {
        return place;
    }

    /**
     * The exception to throw.
     *
     * @param doing what failed: {@code "write state"}
     */
    ConnectorException exception(String doing, SdkException thrown) {
        return new ConnectorException(failure(doing, thrown), thrown);
    }

    private Failure failure(String doing, SdkException thrown) {
        String what = "cannot " + doing + " in " + place + ": ";
        if (thrown instanceof S3Exception answered) {
            return answered(what, answered);
        }
        if (thrown instanceof ApiCallTimeoutException || thrown instanceof ApiCallAttemptTimeoutException) {
            return Failure.disconnected("s3-timeout", what + "it did not answer in time");
        }
        String reason = reason(thrown);
        if (reason.contains("credentials")) {
            return Failure.user(
                    "no-credentials", what + reason + "; set access-key and secret-key, or give the function a role");
        }
        return Failure.disconnected("s3-unreachable", what + reason + "; check endpoint and region, and the network");
    }

    /** Whether the answer is that there is no such object. */
    static boolean missing(SdkException thrown) {
        return thrown instanceof S3Exception answered
                && answered.statusCode() == 404
                && !word(answered).equals("NoSuchBucket");
    }

    /** Whether the answer is that the condition does not hold, or that somebody is just writing the object. */
    static boolean conflict(SdkException thrown) {
        return thrown instanceof S3Exception answered && (answered.statusCode() == 412 || answered.statusCode() == 409);
    }

    /** The word by which the service names the error; empty where it says none. */
    private static String word(S3Exception answered) {
        AwsErrorDetails details = answered.awsErrorDetails();
        return details == null || details.errorCode() == null ? "" : details.errorCode();
    }

    private Failure answered(String what, S3Exception thrown) {
        String word = word(thrown);
        int status = thrown.statusCode();
        String code = "s3-" + (word.isEmpty() ? status : word.toLowerCase(Locale.ROOT));
        String all = what + "HTTP " + status + " " + word + ": " + reason(thrown);
        if (status == 429 || status >= 500) {
            return new Failure(code, all, Blame.EXTERNAL, Remedy.RETRY);
        }
        if (status == 401 || status == 403) {
            return Failure.user(
                    code,
                    all + "; check the keys, and that they may s3:GetObject and s3:PutObject below the prefix and"
                            + " s3:ListBucket");
        }
        if (status == 404) {
            return Failure.user(code, all + "; create the bucket, or mend bucket, region and endpoint");
        }
        return Failure.user(code, all + "; check bucket, region, endpoint and path-style");
    }

    /** What an exception says, one line. */
    String reason(Throwable thrown) {
        String message = thrown.getMessage() == null ? thrown.getClass().getSimpleName() : thrown.getMessage();
        if (secret != null && !secret.reveal().isEmpty()) {
            message = message.replace(secret.reveal(), "******"); // I7
        }
        String line = message.replaceAll("\\p{Cntrl}+", " ").strip();
        return line.length() > 300 ? line.substring(0, 300) : line;
    }
}
