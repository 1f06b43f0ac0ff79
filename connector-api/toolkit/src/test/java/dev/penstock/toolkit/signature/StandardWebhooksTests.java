package dev.penstock.toolkit.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.api.config.Secret;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class StandardWebhooksTests {
    private static final byte[] BODY = "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8);
    private static final Instant AT = Instant.ofEpochSecond(1614265330);

    @Test
    void signsAsThePublishedExample() {
        for (String secret :
                new String[] {"whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"}) {
            assertThat(new StandardWebhooks(Secret.of(secret)).sign("msg_p5jXN8AQM9LWM0D4loKWxJek", AT, BODY))
                    .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
        }
    }

    @Test
    @Tag("I7")
    void refusesAMalformedSecretWithoutShowingIt() {
        assertThatThrownBy(() -> new StandardWebhooks(Secret.of("whsec_hunter2!hunter2!")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasNoCause()
                .hasMessageNotContainingAny("hunter", "!", "21");
        assertThatThrownBy(() -> new StandardWebhooks(Secret.of("whsec_")))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
