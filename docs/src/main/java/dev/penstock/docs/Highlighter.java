package dev.penstock.docs;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Marks comments, texts, words of the language, numbers and keys in code; by patterns, which is enough to read by. */
final class Highlighter {
    private static final String JAVA =
            "abstract|assert|boolean|break|byte|case|catch|char|class|continue|default|do|double|else|enum|"
                    + "extends|final|finally|float|for|if|implements|import|instanceof|int|interface|long|native|new|null|package|"
                    + "permits|private|protected|public|record|return|sealed|short|static|super|switch|synchronized|this|throw|throws|"
                    + "transient|true|false|try|var|void|volatile|while|yield";
    private static final String SQL =
            "add|alter|and|as|asc|begin|by|commit|create|default|delete|desc|drop|from|grant|group|in|"
                    + "index|insert|into|is|join|key|limit|not|null|on|or|order|primary|references|select|set|table|to|unique|update|"
                    + "user|values|where|with|bigint|int|integer|varchar|text|timestamp|json|jsonb";
    private static final String SHELL =
            "if|then|else|elif|fi|for|in|do|done|while|case|esac|export|cd|echo|function|return|set";
    private static final String QUOTED = "\"(?:[^\"\\\\\\n]|\\\\.)*\"|'(?:[^'\\\\\\n]|\\\\.)*'";
    private static final String NUMBER = "\\b\\d[\\d_]*(?:\\.\\d+)?(?:[eE][+-]?\\d+)?[LlFfDd]?\\b";
    private static final String HASH = "(?:(?<=\\s)|(?<=^))#.*$";

    private static final Map<String, Pattern> LANGUAGES = Map.of(
            "java",
            pattern(
                    "//.*$|/\\*(?s:.*?)\\*/",
                    "\"\"\"(?s:.*?)\"\"\"|" + QUOTED,
                    "\\b(?:" + JAVA + ")\\b",
                    NUMBER,
                    "@\\w+"),
            "yaml",
            pattern(HASH, QUOTED, "\\b(?:true|false|null)\\b", NUMBER, "[\\w$./{}~-]+(?=:(?:\\s|$))"),
            "json",
            pattern(
                    "(?!)",
                    "\"(?:[^\"\\\\\\n]|\\\\.)*\"(?!\\s*:)",
                    "\\b(?:true|false|null)\\b",
                    "-?" + NUMBER,
                    "\"(?:[^\"\\\\\\n]|\\\\.)*\"(?=\\s*:)"),
            "sql",
            pattern("--.*$", QUOTED, "(?i)\\b(?:" + SQL + ")\\b", NUMBER, "(?!)"),
            "sh",
            pattern(
                    HASH,
                    QUOTED,
                    "(?<![\\w./-])(?:" + SHELL + ")(?![\\w./-])",
                    "(?!)",
                    "(?<=\\s)--?[a-zA-Z][\\w-]*|\\$\\{?\\w+\\}?"),
            "xml",
            pattern("<!--(?s:.*?)-->", QUOTED, "</?[\\w:.-]+|/?>", "(?!)", "[\\w:-]+(?==\")"),
            "ini",
            pattern("^[#;].*$", QUOTED, "^\\[.*\\]$", "(?!)", "^[\\w.-]+(?=\\s*=)"));

    private static final Map<String, String> OTHER_NAMES = Map.of(
            "yml",
            "yaml",
            "ndjson",
            "json",
            "bash",
            "sh",
            "shell",
            "sh",
            "html",
            "xml",
            "properties",
            "ini",
            "toml",
            "ini");

    private Highlighter() {}

    private static Pattern pattern(String comment, String text, String word, String number, String key) {
        return Pattern.compile(
                "(?<c>" + comment + ")|(?<k>" + key + ")|(?<s>" + text + ")|(?<w>" + word + ")|(?<n>" + number + ")",
                Pattern.MULTILINE);
    }

    /** HTML of the code; unmarked when the language is not known. */
    static String html(String language, String code) {
        Pattern pattern = LANGUAGES.get(OTHER_NAMES.getOrDefault(language, language));
        if (pattern == null) {
            return escape(code);
        }
        StringBuilder html = new StringBuilder();
        Matcher matcher = pattern.matcher(code);
        int end = 0;
        while (matcher.find()) {
            html.append(escape(code.substring(end, matcher.start())))
                    .append("<span class=\"")
                    .append(kind(matcher))
                    .append("\">")
                    .append(escape(matcher.group()))
                    .append("</span>");
            end = matcher.end();
        }
        return html.append(escape(code.substring(end))).toString();
    }

    private static String kind(Matcher matcher) {
        for (String kind : new String[] {"c", "k", "s", "w"}) {
            if (matcher.group(kind) != null) {
                return kind;
            }
        }
        return "n";
    }

    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
