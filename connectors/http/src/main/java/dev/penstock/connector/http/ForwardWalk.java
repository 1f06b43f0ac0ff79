package dev.penstock.connector.http;

import dev.penstock.api.ConnectorException;
import dev.penstock.api.Failure;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Queue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a list from a page to the last, and hands out the items as they stand there.
 *
 * <p>A list in no known order is read whole, and all its items are remembered; so whatever moved between two pages while it
 * was read is found by the next walk. A list that grows at its end is read on from the last page that had items.
 */
final class ForwardWalk implements Walk {
    private static final int MOST_TOKENS = 10_000;

    private final KnownItems known;
    private final Pager pager;
    private final boolean whole;
    private final boolean resumes;
    private final int remember;
    private final LinkedHashSet<Long> seen = new LinkedHashSet<>();
    private final Set<String> tokens = new HashSet<>();
    private final ArrayDeque<Item> ready = new ArrayDeque<>();
    private @Nullable String token;
    private @Nullable String page;
    private Validators validators;
    private final Loops loops = new Loops();
    private boolean fresh = true;
    private boolean done;

    /**
     * A walk that has not begun.
     *
     * @param known what was handed out; grows as items are
     * @param validators of the first page, if it was read before
     * @param pager tells the page before
     * @param whole all items of the list are to be remembered
     * @param resumes a later walk begins at the last page of this one
     * @param from the page to begin with; null: the first
     * @param remember how many items are known at most
     */
    ForwardWalk(
            KnownItems known,
            Validators validators,
            Pager pager,
            boolean whole,
            boolean resumes,
            @Nullable String from,
            int remember) {
        this.known = known;
        this.validators = validators;
        this.pager = pager;
        this.whole = whole;
        this.resumes = resumes;
        this.token = from;
        this.page = from;
        this.remember = remember;
    }

    @Override
    public Fetched step(Source source) throws InterruptedException {
        Fetched fetched = source.fetch(token, fresh && token == null);
        if (fetched instanceof Fetched.Read read) {
            arrived(read.page());
        } else if (fetched.kind() == Fetched.Kind.UNCHANGED) {
            done = true;
        }
        return fetched;
    }

    private void arrived(Page read) {
        String at = token;
        if (fresh && at != null && !known.isEmpty() && !known.containsAny(read.items())) {
            // items before it were removed, and what was to come on this page may have moved to the one before
            String before = pager.before(at);
            if (before != null) {
                token = before;
                return;
            }
        }
        fresh = false;
        validators = at == null ? read.validators() : validators;
        if (whole) {
            read.items().forEach(item -> seen.add(item.key()));
            if (seen.size() > remember) { // I6
                throw new ConnectorException(Failure.user(
                        "list-too-long",
                        "the list has more than the " + remember + " items that are remembered; say how it is sorted"
                                + " with 'order', use a 'since' parameter, or raise 'remember'"));
            }
        }
        ready.addAll(read.items());
        if (!read.items().isEmpty()) {
            page = at;
        }
        String next = read.next();
        if (next == null || next.equals(at)) {
            done = true;
            return;
        }
        loops.check(read, next, !tokens.add(next));
        if (tokens.size() > MOST_TOKENS) {
            tokens.clear(); // I6: a loop is found in its next round
        }
        token = next;
    }

    @Override
    public Queue<Item> ready() {
        return ready;
    }

    @Override
    public boolean done() {
        return done;
    }

    @Override
    public @Nullable String page() {
        return resumes ? page : null;
    }

    @Override
    public Validators validators() {
        return validators;
    }

    @Override
    public void settle(KnownItems items) {
        if (whole) {
            items.refresh(seen);
        }
        items.trim(remember);
    }
}
