package dev.penstock.cli;

import java.lang.management.ManagementFactory;
import java.util.Locale;

/** What instances take of the machine's memory. */
final class InstanceMemory {
    /** What a JVM needs besides its heap: measured with a function of two connectors. */
    private static final long BESIDES_HEAP = 64L << 20;

    private static final int FEWEST = 2;
    private static final int MOST = 500;

    private InstanceMemory() {}

    /** Whether {@code -Xmx} would take it: a number with m or g. */
    static boolean isSize(String text) {
        return text.matches("[1-9]\\d{0,5}[mMgG]");
    }

    /** How many instances fit into three quarters of the memory of this machine, or of this container. */
    static int mostInstances(String heap) {
        return mostInstances(heap, totalMemory());
    }

    static int mostInstances(String heap, long total) {
        String size = heap.toLowerCase(Locale.ROOT);
        long bytes = Long.parseLong(size.substring(0, size.length() - 1)) << (size.endsWith("g") ? 30 : 20);
        return (int) Math.max(FEWEST, Math.min(MOST, total / 4 * 3 / (bytes + BESIDES_HEAP)));
    }

    private static long totalMemory() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system
                ? system.getTotalMemorySize()
                : 4L << 30;
    }
}
