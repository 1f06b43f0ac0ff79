/**
 * Values out of AWS: {@code aws-secret} from Secrets Manager and {@code aws-parameter} from the Parameter Store.
 *
 * <p>{@link dev.penstock.secrets.aws.AwsSecrets} is the door; nothing of the SDK is loaded before a value is fetched.
 */
@NullMarked
package dev.penstock.secrets.aws;

import org.jspecify.annotations.NullMarked;
