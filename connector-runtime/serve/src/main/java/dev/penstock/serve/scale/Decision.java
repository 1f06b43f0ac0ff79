package dev.penstock.serve.scale;

/**
 * How many instances there should be, and why.
 *
 * @param desired so many
 * @param panicking whether the short window decided
 * @param stable average concurrency over the stable window
 * @param recent average concurrency over the panic window
 * @param why a sentence for a person, without the number
 */
public record Decision(int desired, boolean panicking, double stable, double recent, String why) {
    /** Before anything was measured. */
    public static Decision first(int min) {
        return new Decision(min, false, 0, 0, "nothing was measured yet");
    }
}
