package __package__;

import dev.penstock.api.Deadline;
import dev.penstock.api.config.Secret;
import okhttp3.HttpUrl;
import okhttp3.Request;

/** A key in the query; it stands in no message and in no offset. */
// CHECK: __authCheck__
final class Credentials {
    private static final String PARAMETER = __authName__;

    private final Secret key;

    Credentials(__Name__Source.Config config) {
        this.key = config.apiKey();
    }

    Request sign(HttpUrl url, Http http, Deadline deadline) {
        return new Request.Builder()
                .url(url.newBuilder().setQueryParameter(PARAMETER, key.reveal()).build())
                .build();
    }

    /** Whether there may be others by now. */
    boolean renew() {
        return false;
    }

    /** The address without anything secret, to be kept. */
    static HttpUrl withoutSecrets(HttpUrl url) {
        return url.newBuilder().removeAllQueryParameters(PARAMETER).build();
    }
}
