package dev.penstock.secrets.aws;

import dev.penstock.api.Deadline;
import dev.penstock.host.SecretProvider;
import dev.penstock.host.SecretUnavailable;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * {@code aws-secret}: a secret of AWS Secrets Manager, by its name or ARN. {@code aws-parameter}: a parameter of the Parameter
 * Store, decrypted, by its name or ARN, with {@code :version} or {@code :label} if wanted.
 *
 * <p>Credentials and region are those of the SDK's default chains; an ARN says its region itself. The SDK's own settings hold,
 * {@code AWS_ENDPOINT_URL_SECRETS_MANAGER} and {@code AWS_ENDPOINT_URL_SSM} for one.
 */
public final class AwsSecrets implements SecretProvider {
    /** The kind of Secrets Manager. */
    static final String SECRET = "aws-secret";

    /** The kind of the Parameter Store. */
    static final String PARAMETER = "aws-parameter";

    private static final String OWNER = "[a-z0-9-]+:[0-9]{12}:";
    private static final Pattern SECRET_FORM = Pattern.compile(
            "[A-Za-z0-9/_+=.@-]{1,512}|arn:aws[a-z-]*:secretsmanager:" + OWNER + "secret:[A-Za-z0-9/_+=.@-]{1,519}");
    private static final Pattern PARAMETER_FORM = Pattern.compile("([A-Za-z0-9/_.-]{1,1011}|arn:aws[a-z-]*:ssm:" + OWNER
            + "parameter/[A-Za-z0-9/_.-]{1,1011})(:[A-Za-z0-9_.-]{1,100})?");

    private @Nullable AwsClients clients;

    /** Called by {@link java.util.ServiceLoader}. */
    public AwsSecrets() {}

    @Override
    public Set<String> kinds() {
        return Set.of(SECRET, PARAMETER);
    }

    @Override
    public Optional<String> malformed(String kind, String name) {
        boolean secret = kind.equals(SECRET);
        if ((secret ? SECRET_FORM : PARAMETER_FORM).matcher(name).matches()) {
            return Optional.empty();
        }
        return Optional.of(
                secret
                        ? "write the ARN of the secret, or its name of letters, digits and /_+=.@-"
                        : "write the ARN of the parameter, or its name of letters, digits and /_.-");
    }

    @Override
    public String fetch(String kind, String name, Deadline deadline) throws SecretUnavailable {
        AwsClients open = open();
        return kind.equals(SECRET) ? open.secret(name, deadline) : open.parameter(name, deadline);
    }

    private synchronized AwsClients open() {
        if (clients == null) {
            clients = new AwsClients();
        }
        return clients;
    }

    @Override
    public synchronized void close() {
        if (clients != null) {
            clients.close();
            clients = null;
        }
    }
}
