package dev.penstock.serve.instance;

/**
 * Bounds the instances of all functions together: so many at once, for they share the machine's memory, and so many that are starting, for
 * starts that share a processor only get slower. Any thread may call.
 */
public final class StartLimit {
    private final int mostInstances;
    private final int mostStarting;
    private int instances;
    private int starting;

    /** What may be asked for. */
    public enum Granted {
        YES,
        TOO_MANY_STARTING,
        TOO_MANY_INSTANCES
    }

    public StartLimit(int mostInstances, int mostStarting) {
        this.mostInstances = mostInstances;
        this.mostStarting = mostStarting;
    }

    /**
     * Asks for an instance; it counts as starting until {@link #started} and as there until {@link #gone}.
     *
     * @param rollOut whether it takes the place of another one: then there may be one more, or a full machine would never change
     */
    public synchronized Granted ask(boolean rollOut) {
        if (instances >= mostInstances + (rollOut ? 1 : 0)) {
            return Granted.TOO_MANY_INSTANCES;
        }
        if (starting >= mostStarting) {
            return Granted.TOO_MANY_STARTING;
        }
        instances++;
        starting++;
        return Granted.YES;
    }

    /** One that was starting has started, or never will. */
    public synchronized void started() {
        starting--;
    }

    /** One is gone. */
    public synchronized void gone() {
        instances--;
    }

    /** At most so many instances. */
    public int mostInstances() {
        return mostInstances;
    }
}
