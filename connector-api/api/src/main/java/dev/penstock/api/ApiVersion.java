package dev.penstock.api;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The version of this API: what a connector was compiled against, and what a host offers.
 *
 * @param major changes when connectors have to be compiled again
 * @param minor grows when something is added
 */
public record ApiVersion(int major, int minor) {
    /** The version of the API on this class path. */
    public static final ApiVersion CURRENT = new ApiVersion(1, 0);

    private static final Pattern FORM = Pattern.compile("(\\d{1,6})\\.(\\d{1,6})");

    /**
     * Whether a host that offers this version can run a connector compiled against that one: the same major version, and
     * a minor version that is not newer. A text that is not a version is not accepted.
     */
    public boolean accepts(String compiledAgainst) {
        Matcher form = FORM.matcher(compiledAgainst);
        return form.matches() && Integer.parseInt(form.group(1)) == major && Integer.parseInt(form.group(2)) <= minor;
    }

    @Override
    public String toString() {
        return major + "." + minor;
    }
}
