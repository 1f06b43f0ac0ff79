package dev.penstock.api.config;

import java.util.Locale;

/** Turns Java names into the names of pipeline files: {@code maxWait} and {@code MAX_WAIT} are {@code max-wait}. */
public final class KebabCase {
    private static final String FORM = "[a-z][a-z0-9]*(-[a-z0-9]+)*";

    private KebabCase() {}

    /** The key of a record component: a hyphen before each capital, all in small letters. */
    public static String ofComponent(String camelCase) {
        StringBuilder key = new StringBuilder(camelCase.length() + 4);
        for (int i = 0; i < camelCase.length(); i++) {
            char c = camelCase.charAt(i);
            if (Character.isUpperCase(c) && i > 0) {
                key.append('-');
            }
            key.append(Character.toLowerCase(c));
        }
        return key.toString();
    }

    /** The word for an enum constant: hyphens instead of underscores, all in small letters. */
    public static String ofConstant(String constant) {
        return constant.toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether a text is words of small letters and digits with single hyphens between, beginning with a letter. */
    public static boolean matches(String text) {
        return text.matches(FORM);
    }
}
