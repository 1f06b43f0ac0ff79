package dev.penstock.testkit;

import java.util.ArrayList;
import java.util.List;

/** What records and events hold in tests. */
final class Values {
    private Values() {}

    /** Plain and distinct. */
    static List<String> plain(int count) {
        return plain("value", count);
    }

    static List<String> plain(String word, int count) {
        List<String> values = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            values.add(word + "-" + i);
        }
        return values;
    }

    /** All that formats, encodings and languages stumble over. */
    static List<String> unusual() {
        return List.of(
                "",
                " ",
                "  leading and trailing  ",
                "quotes \" ' ` and \\ and \\n",
                "comma, semicolon; pipe | percent %s %d braces {} ${env:HOME}",
                "<tag attribute=\"1\">&amp;</tag>",
                "'; DROP TABLE events; --",
                "tab\tand\rreturn",
                "line\nfeed\r\nand carriage return",
                "null",
                "0123",
                "1e999",
                "true",
                "umlauts äöüß, e\u0301 combining, \u4f60\u597d, \u0627\u0644\u0639\u0631\u0628\u064a\u0629",
                "\ud83d\ude80 beyond the basic plane \ud83c\udff4",
                "\ufeffbyte order mark, \u2028 line separator, \u00a0 no-break space, \uffff",
                "bell \u0007, escape \u001b[31m, delete \u007f, next line \u0085",
                "nul \u0000 in the middle");
    }

    /** So long. */
    static String large(int characters) {
        return "large ".repeat(characters / 6 + 1).substring(0, characters);
    }

    static String shortened(String value) {
        String text = value.length() > 60 ? value.substring(0, 60) + "… (" + value.length() + " characters)" : value;
        StringBuilder shown = new StringBuilder("'");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            shown.append(c < ' ' || (c >= 0x7f && c < 0xa0) ? String.format("\\u%04x", (int) c) : c);
        }
        return shown.append('\'').toString();
    }

    static String shortened(List<String> values) {
        return values.stream().map(Values::shortened).toList().toString();
    }
}
