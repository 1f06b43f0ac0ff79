package __package__;

import dev.penstock.api.Deadline;
import dev.penstock.api.config.Secret;
import okhttp3.HttpUrl;
import okhttp3.Request;

/** A bearer token. */
// CHECK: __authCheck__
final class Credentials {
    private final Secret token;

    Credentials(__Name__Source.Config config) {
        this.token = config.token();
    }

    Request sign(HttpUrl url, Http http, Deadline deadline) {
        return new Request.Builder().url(url).header("Authorization", "Bearer " + token.reveal()).build();
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
