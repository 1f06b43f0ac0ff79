package dev.penstock.secrets.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.penstock.api.Deadline;
import dev.penstock.engine.config.Binder;
import dev.penstock.engine.config.Lookup;
import dev.penstock.engine.config.Reference;
import dev.penstock.host.ProcessReferences;
import dev.penstock.host.SecretUnavailable;
import dev.penstock.host.Secrets;
import dev.penstock.host.SystemTime;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class AwsSecretsTests {
    private static final String ARN = "arn:aws:secretsmanager:us-west-2:123456789012:secret:db/main-AbCdEf";

    private final Map<String, @Nullable String> before = new HashMap<>();
    private final AwsSecrets secrets = new AwsSecrets();
    private final AwsStandIn aws;

    AwsSecretsTests() throws IOException {
        aws = new AwsStandIn();
    }

    @BeforeEach
    void pointTheSdkAtTheStandIn() {
        set("aws.endpointUrlSecretsManager", aws.address());
        set("aws.endpointUrlSsm", aws.address());
        set("aws.region", "eu-central-1");
        set("aws.accessKeyId", "test-key");
        set("aws.secretAccessKey", "test-secret");
        set("aws.disableEc2Metadata", "true");
        set("aws.sharedCredentialsFile", "/nowhere");
        set("aws.configFile", "/nowhere");
    }

    private void set(String name, @Nullable String value) {
        before.putIfAbsent(name, System.getProperty(name));
        if (value == null) {
            System.clearProperty(name);
        } else {
            System.setProperty(name, value);
        }
    }

    @AfterEach
    void close() {
        secrets.close();
        aws.close();
        new HashMap<>(before).forEach(this::set);
    }

    private String fetch(String kind, String name, int seconds) throws SecretUnavailable {
        return secrets.fetch(kind, name, Deadline.in(Duration.ofSeconds(seconds), SystemTime.clock()));
    }

    private String refusal(String kind, String name) {
        try {
            return "fetched " + fetch(kind, name, 20);
        } catch (SecretUnavailable refused) {
            return refused.getMessage() + "; " + refused.fix();
        }
    }

    @Test
    void fetchesBothKindsSigned() throws Exception {
        assertThat(fetch("aws-secret", "db/main", 20)).isEqualTo("sw0rdfish of db/main");
        assertThat(fetch("aws-parameter", "/db/main:3", 20)).isEqualTo("sw0rdfish of /db/main:3");
        assertThat(aws.regions()).containsExactly("eu-central-1", "eu-central-1");
        assertThat(aws.unsigned()).isEmpty();
    }

    @Test
    void asksTheRegionThatAnArnNames() throws Exception {
        assertThat(fetch("aws-secret", ARN, 20)).startsWith("sw0rdfish");
        assertThat(aws.regions()).containsExactly("us-west-2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"throttled-3", "broken-3", "garbled-2", "hang-1"})
    void triesAgainWhatMayHelp(String name) throws Exception {
        assertThat(fetch("aws-secret", name, 20)).isEqualTo("sw0rdfish of " + name);
        assertThat(aws.calls(name)).isEqualTo(Integer.parseInt(name.split("-")[1]) + 1);
        if (!name.startsWith("hang")) {
            assertThat(fetch("aws-parameter", "/p/" + name, 20)).endsWith(name);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    aws-secret    | gone      | there is no such secret; check its name
                    aws-parameter | gone      | there is no such parameter; check its name
                    aws-secret    | denied    | access is denied: User: arn:aws:iam::1:user/x is not authorized to do it; allow secretsmanager:GetSecretValue
                    aws-parameter | denied    | access is denied: User: arn:aws:iam::1:user/x is not authorized to do it; allow ssm:GetParameter
                    aws-secret    | expired   | AWS refuses the credentials (ExpiredTokenException); check them
                    aws-secret    | locked    | its key does not decrypt it: the key is disabled; allow kms:Decrypt
                    aws-secret    | deleted   | it cannot be read: it was marked for deletion; check that
                    aws-secret    | bytes     | it holds bytes and no text; store it as a text
                    aws-secret    | throttled | AWS asks to slow down (ThrottlingException), however often it is tried; start fewer
                    aws-secret    | broken    | AWS answered 500 (InternalServiceError); try again
                    """)
    @Tag("I7")
    void saysWhatIsWrongAndTheWayOut(String kind, String name, String message) {
        assertThat(refusal(kind, name)).startsWith(message).doesNotContain("sw0rdfish");
    }

    @Test
    void givesUpAtTheDeadline() {
        long start = System.nanoTime();
        assertThatExceptionOfType(SecretUnavailable.class)
                .isThrownBy(() -> fetch("aws-secret", "hang", 3))
                .withMessage("AWS did not answer in time");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
        assertThat(aws.calls("hang")).isGreaterThan(1);
    }

    @Test
    void saysThatNobodyAnswers() {
        set("aws.endpointUrlSecretsManager", "http://127.0.0.1:1");
        assertThat(refusal("aws-secret", "x")).startsWith("AWS cannot be reached: ConnectException: ");
    }

    @Test
    void saysThatCredentialsOrTheRegionAreMissing() {
        set("aws.accessKeyId", null);
        set("aws.secretAccessKey", null);
        assertThat(refusal("aws-secret", "x")).startsWith("no credentials for AWS are found; give the function");
        set("aws.region", null);
        secrets.close();
        assertThat(refusal("aws-secret", "x")).startsWith("no region of AWS is known; set AWS_REGION");
    }

    @ParameterizedTest
    @CsvSource({
        "aws-secret, db/main_+=.@-1, true",
        "aws-secret, arn:aws-cn:secretsmanager:cn-north-1:123456789012:secret:a/b-AbCdEf, true",
        "aws-secret, arn:aws:ssm:eu-central-1:123456789012:parameter/a, false",
        "aws-secret, '', false",
        "aws-secret, a b, false",
        "aws-parameter, /a/b.c_d-e:prod, true",
        "aws-parameter, arn:aws:ssm:eu-central-1:123456789012:parameter/a/b:2, true",
        "aws-parameter, a$b, false",
        "aws-parameter, '${env:STAGE', false",
    })
    void judgesTheFormOfNames(String kind, String name, boolean good) {
        assertThat(secrets.malformed(kind, name).isEmpty()).isEqualTo(good);
    }

    @Test
    void isFoundByPenstockAndFetchesManyAtOnce() {
        try (Secrets found = new Secrets(Path.of("/nowhere"), Map.of(), SystemTime.clock())) {
            assertThat(found.kinds()).containsExactly("aws-parameter", "aws-secret");
            Binder.References references = new ProcessReferences(Map.of(), found);
            Set<Reference> wanted = new LinkedHashSet<>();
            for (int i = 0; i < 12; i++) {
                wanted.add(new Reference("aws-secret", "many/" + i));
            }
            references.prepare(wanted);
            assertThat(references.lookup(new Reference("aws-secret", "many/11")))
                    .contains(new Lookup.Known("sw0rdfish of many/11"));
            assertThat(wanted).allMatch(each -> aws.calls(each.key()) == 1);
        }
    }
}
