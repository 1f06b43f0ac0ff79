package dev.penstock.host;

import java.time.InstantSource;

/** The only place of Penstock that asks the machine for the time; everything else is handed a clock. */
public final class SystemTime {
    private SystemTime() {}

    /** The machine's clock. */
    public static InstantSource clock() {
        return InstantSource.system();
    }
}
