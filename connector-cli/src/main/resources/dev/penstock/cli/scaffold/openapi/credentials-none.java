package __package__;

import dev.penstock.api.Deadline;
import okhttp3.HttpUrl;
import okhttp3.Request;

/** The service asks for none. */
// CHECK: __authCheck__
final class Credentials {
    Credentials(__Name__Source.Config config) {}

    Request sign(HttpUrl url, Http http, Deadline deadline) {
        return new Request.Builder().url(url).build();
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
