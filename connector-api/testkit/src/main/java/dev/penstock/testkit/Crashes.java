package dev.penstock.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Chooses the boundaries to die at. */
final class Crashes {
    private Crashes() {}

    /** All of them if they are few enough, else so many, spread over the whole run; the choice is the random generator's. */
    static List<Integer> spread(int boundaries, int most, RandomGenerator random) {
        List<Integer> chosen = new ArrayList<>();
        int count = Math.min(boundaries, Math.max(1, most));
        for (int i = 0; i < count; i++) {
            int from = 1 + (int) ((long) i * boundaries / count);
            int to = 1 + (int) ((i + 1L) * boundaries / count);
            chosen.add(from + random.nextInt(to - from));
        }
        return chosen;
    }
}
