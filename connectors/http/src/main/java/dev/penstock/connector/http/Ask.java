package dev.penstock.connector.http;

import okhttp3.HttpUrl;

/**
 * What differs between the requests of a source.
 *
 * @param address where it goes
 * @param body what POST carries; with GET not sent
 */
record Ask(HttpUrl address, String body) {
    /** The same to another address. */
    Ask to(HttpUrl other) {
        return new Ask(other, body);
    }
}
