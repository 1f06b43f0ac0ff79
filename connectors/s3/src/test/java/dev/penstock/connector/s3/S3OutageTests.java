package dev.penstock.connector.s3;

import dev.penstock.api.StateStore;
import dev.penstock.api.StateStoreOutageContract;
import java.net.URI;

/** What a store does when the service, or the way to it, fails. */
class S3OutageTests extends StateStoreOutageContract {
    @Override
    protected int port() {
        return Service.address().getPort();
    }

    @Override
    protected StateStore open(int port) {
        return Service.store(Service.config(URI.create("http://127.0.0.1:" + port), "state", Service.SECRET));
    }

    @Override
    protected void restart() {
        Service.server().kill();
        Service.server().start();
    }
}
