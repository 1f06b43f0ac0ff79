package dev.penstock.connector.s3;

import dev.penstock.api.StateStore;
import dev.penstock.api.StateStoreContract;

/** The contract of state stores, with a real service. */
class S3StateStoreTests extends StateStoreContract {
    @Override
    protected StateStore open() {
        return Service.store();
    }

    @Override
    protected void remove(String key) {
        try (S3StateStore store = Service.store()) {
            store.remove(key, soon());
        }
    }

    /** Each write is an exchange of HTTP, and of many that compete most are in vain. */
    @Override
    protected int writers() {
        return 2;
    }
}
