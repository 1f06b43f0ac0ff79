package __package__;

import dev.penstock.api.Deadline;
import dev.penstock.api.config.Secret;
import java.nio.charset.StandardCharsets;
import okhttp3.HttpUrl;
import okhttp3.Request;

/** A name and a password. */
// CHECK: __authCheck__
final class Credentials {
    private final String username;
    private final Secret password;

    Credentials(__Name__Source.Config config) {
        this.username = config.username();
        this.password = config.password();
    }

    Request sign(HttpUrl url, Http http, Deadline deadline) {
        String basic = okhttp3.Credentials.basic(username, password.reveal(), StandardCharsets.UTF_8);
        return new Request.Builder().url(url).header("Authorization", basic).build();
    }

    /** Whether there may be others by now. */
    boolean renew() {
        return false;
    }

    /** The address without anything secret, to be kept. */
    static HttpUrl withoutSecrets(HttpUrl url) {
        return url;
    }
}
