package dev.penstock.secrets.aws;

import dev.penstock.host.SecretUnavailable;
import java.net.SocketTimeoutException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;

/** Says what the SDK's exceptions mean, and what to do. */
final class AwsFailures {
    private static final int LONGEST = 300;

    private AwsFailures() {}

    /**
     * What is told of a failure.
     *
     * @param what {@code secret} or {@code parameter}
     * @param action the permission that reading it takes
     */
    static SecretUnavailable of(SdkException failure, String what, String action) {
        return failure instanceof AwsServiceException answered
                ? answered(answered, what, action)
                : notAnswered(failure);
    }

    private static SecretUnavailable answered(AwsServiceException failure, String what, String action) {
        String code = failure.awsErrorDetails() == null
                ? ""
                : String.valueOf(failure.awsErrorDetails().errorCode());
        return switch (code) {
            case "ResourceNotFoundException", "ParameterNotFound" ->
                new SecretUnavailable(
                        "there is no such " + what, "check its name, the region and the account, or create it");
            case "ParameterVersionNotFound" ->
                new SecretUnavailable("the parameter has no such version or label", "check what follows its name");
            case "AccessDeniedException" ->
                new SecretUnavailable(
                        "access is denied" + said(failure),
                        "allow " + action + " on it, and kms:Decrypt on its key if that is a key of your own");
            case "DecryptionFailure", "InvalidKeyId" ->
                new SecretUnavailable(
                        "its key does not decrypt it" + said(failure),
                        "allow kms:Decrypt on the key, and check that it is enabled");
            case "InvalidRequestException" ->
                new SecretUnavailable(
                        "it cannot be read" + said(failure), "check that it has a value and is not to be deleted");
            case "UnrecognizedClientException",
                    "InvalidClientTokenId",
                    "ExpiredTokenException",
                    "ExpiredToken",
                    "InvalidSignatureException",
                    "SignatureDoesNotMatch",
                    "IncompleteSignature" ->
                new SecretUnavailable(
                        "AWS refuses the credentials (" + code + ")", "check them, and the clock of this machine");
            default -> other(failure, code);
        };
    }

    private static SecretUnavailable other(AwsServiceException failure, String code) {
        return failure.isThrottlingException()
                ? new SecretUnavailable(
                        "AWS asks to slow down (" + code + "), however often it is tried",
                        "start fewer at once, or have the quota raised")
                : new SecretUnavailable(
                        "AWS answered " + failure.statusCode() + (code.isEmpty() ? "" : " (" + code + ")"),
                        "try again, and look whether the service is well");
    }

    private static SecretUnavailable notAnswered(SdkException failure) {
        String message = String.valueOf(failure.getMessage());
        if (message.contains("Unable to load credentials")) {
            return new SecretUnavailable(
                    "no credentials for AWS are found",
                    "give the function, the container or the machine a role, or set AWS_ACCESS_KEY_ID and"
                            + " AWS_SECRET_ACCESS_KEY");
        }
        if (message.contains("Unable to load region")) {
            return new SecretUnavailable("no region of AWS is known", "set AWS_REGION, or write the ARN");
        }
        Throwable root = root(failure);
        if (root instanceof SocketTimeoutException
                || root instanceof ApiCallTimeoutException
                || root instanceof ApiCallAttemptTimeoutException) {
            return new SecretUnavailable(
                    "AWS did not answer in time",
                    "check the network between here and AWS, and raise the time if it is slow");
        }
        return new SecretUnavailable(
                "AWS cannot be reached: " + root.getClass().getSimpleName() + ": " + line(root.getMessage()),
                "check the network between here and AWS");
    }

    private static Throwable root(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        return root;
    }

    /** What the service says, which names who was refused what, and no value. */
    private static String said(AwsServiceException failure) {
        String message = failure.awsErrorDetails().errorMessage();
        return message == null || message.isBlank() ? "" : ": " + line(message);
    }

    private static String line(@Nullable String text) {
        String line = String.valueOf(text).replaceAll("\\p{Cntrl}+", " ");
        return line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line;
    }
}
