package dev.penstock.connector.jdbc.sink;

import com.fasterxml.jackson.core.JsonParser;
import dev.penstock.connector.jdbc.Dialect;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Collects members of the data that no column takes, with a guess at the type that each would need. */
final class UnknownMembers {
    private record Member(String name, Guess guess) {}

    /** By the name in lower case: columns are found whatever their case, and most databases tell them apart by nothing else. */
    private final Map<String, Member> members = new LinkedHashMap<>();

    private final Dialect dialect;

    UnknownMembers(Dialect dialect) {
        this.dialect = dialect;
    }

    /**
     * Counts a member in; the parser stands at its value, and still does afterwards.
     *
     * @throws RejectedRow when no column can have that name
     */
    void add(String name, JsonParser parser) throws IOException {
        Guess guess = Guess.of(parser);
        if (guess != Guess.NOTHING && !dialect.canName(name)) {
            throw new RejectedRow(
                    "no-column",
                    "no column can be named like the member " + RejectedRow.excerpt(name)
                            + " of the data; name the columns in columns");
        }
        members.merge(
                name.toLowerCase(Locale.ROOT),
                new Member(name, guess),
                (one, other) -> new Member(one.name, one.guess.and(other.guess)));
    }

    /** Those with a value that is not null. */
    Map<String, Guess> known() {
        Map<String, Guess> known = new LinkedHashMap<>();
        members.values().forEach(member -> {
            if (member.guess != Guess.NOTHING) {
                known.put(member.name, member.guess);
            }
        });
        return known;
    }
}
