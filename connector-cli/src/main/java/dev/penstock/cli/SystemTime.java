package dev.penstock.cli;

import java.time.InstantSource;

/** The only place of Penstock that asks the machine for the time; everything else is handed a clock. */
final class SystemTime {
    private SystemTime() {}

    static InstantSource clock() {
        return InstantSource.system();
    }
}
