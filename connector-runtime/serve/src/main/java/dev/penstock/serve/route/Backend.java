package dev.penstock.serve.route;

/** An instance as its router sees it; all that changes belongs to the router's lock. */
public final class Backend {
    private final String name;
    private final int port;
    int inFlight;
    long answered;
    boolean open = true;
    long avoidUntil;
    boolean avoided;

    /** An instance that listens on that port of this machine. */
    public Backend(String name, int port) {
        this.name = name;
        this.port = port;
    }

    /** For people. */
    public String name() {
        return name;
    }

    int port() {
        return port;
    }
}
