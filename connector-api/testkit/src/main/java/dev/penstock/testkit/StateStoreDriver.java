package dev.penstock.testkit;

/** What the driver of a state store can do where the store keeps its entries. */
public interface StateStoreDriver extends Conformance {
    /** Removes an entry behind the store's back, as somebody does who tidies up. */
    void remove(String key) throws Exception;

    /** How many write to one entry at once; fewer where each write is dear. */
    default int writers() {
        return 8;
    }
}
