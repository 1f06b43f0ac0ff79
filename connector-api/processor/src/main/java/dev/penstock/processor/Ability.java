package dev.penstock.processor;

/** The optional abilities of a connector: a word for the index, and the interface that shows it. */
enum Ability {
    PARTITIONED("Partitioned"),
    COMMITTING("Committing"),
    MEASURED("Measured"),
    CHECKABLE("Checkable"),
    ORDERED_BATCHES("OrderedBatches"),
    CONCURRENT("Concurrent"),
    IDEMPOTENT("Idempotent"),
    LOCAL_DISK("LocalDisk");

    private final String type;

    Ability(String simpleName) {
        this.type = "dev.penstock.api." + simpleName;
    }

    /** Qualified name of the interface. */
    String type() {
        return type;
    }
}
