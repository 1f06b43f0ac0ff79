package dev.penstock.testkit;

/** A guarantee that a connector does not keep, told so that its author can mend it without reading the kit. */
public final class ConformanceFailure extends AssertionError {
    private static final long serialVersionUID = 1L;

    ConformanceFailure(String expected, String happened, Paragraph paragraph, Trace trace, long seed) {
        super("\n  expected: " + expected
                + "\n  happened: " + happened
                + "\n  the API says so: " + paragraph.reference()
                + "\n  repeat it with: -D" + Lab.SEED + "=" + seed
                + "\n  what was called:\n" + trace);
    }
}
