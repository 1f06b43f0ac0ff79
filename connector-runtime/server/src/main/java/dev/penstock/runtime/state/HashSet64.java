package dev.penstock.runtime.state;

/** A set of 64-bit hashes in one array, growing; nothing is taken out. For one thread at a time. */
final class HashSet64 {
    private long[] slots = new long[64]; // 0 is an empty slot
    private int size;

    int size() {
        return size;
    }

    void add(long hash) {
        long value = hash == 0 ? 1 : hash;
        if (size * 4 >= slots.length * 3) {
            grow();
        }
        int slot = slot(slots, value);
        if (slots[slot] == 0) {
            slots[slot] = value;
            size++;
        }
    }

    boolean contains(long hash) {
        long value = hash == 0 ? 1 : hash;
        return slots[slot(slots, value)] != 0;
    }

    private void grow() {
        long[] larger = new long[slots.length * 2];
        for (long value : slots) {
            if (value != 0) {
                larger[slot(larger, value)] = value;
            }
        }
        slots = larger;
    }

    private static int slot(long[] slots, long value) {
        int mask = slots.length - 1;
        int slot = (int) value & mask;
        while (slots[slot] != 0 && slots[slot] != value) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    /** FNV-1a over the characters, finished as MurmurHash3 does. */
    static long hash(String text) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
        }
        hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
        hash = (hash ^ (hash >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return hash ^ (hash >>> 33);
    }
}
