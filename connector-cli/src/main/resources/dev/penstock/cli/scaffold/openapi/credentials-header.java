package __package__;

import dev.penstock.api.Deadline;
import dev.penstock.api.config.Secret;
import okhttp3.HttpUrl;
import okhttp3.Request;

/** A key in a header. */
// CHECK: __authCheck__
final class Credentials {
    private static final String HEADER = __authName__;

    private final Secret key;

    Credentials(__Name__Source.Config config) {
        this.key = config.apiKey();
    }

    Request sign(HttpUrl url, Http http, Deadline deadline) {
        return new Request.Builder().url(url).header(HEADER, key.reveal()).build();
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
