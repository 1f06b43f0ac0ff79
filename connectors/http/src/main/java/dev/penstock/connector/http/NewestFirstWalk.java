package dev.penstock.connector.http;

import dev.penstock.api.ConnectorException;
import dev.penstock.api.Failure;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a list whose newest items come first, and hands out the oldest of the new ones first.
 *
 * <p>It descends from the first page to the one that holds a known item, or to the last, and then ascends, handing out each
 * page from its bottom to its top. So whatever is older than a known item is known, too, after every single item, and
 * what was handed out is all that an offset must hold.
 *
 * <p>Items that arrive meanwhile push others down. Descending, a page may so show items of the page before again, which are
 * recognised. Of pages read on the way down only as many are kept as fit the budget; the others are read again on the way
 * up, and as their content may have moved, such a page counts only if it holds a known item; otherwise what lies between
 * is read first by descending again.
 */
final class NewestFirstWalk implements Walk {
    private static final int MOST_PAGES = 10_000;

    private final KnownItems known;
    private final boolean headOnly;
    private final boolean passOld;
    private final int remember;
    private final long budget;
    private final List<Stop> stack = new ArrayList<>();
    private final Set<String> tokens = new HashSet<>();
    private final ArrayDeque<Item> ready = new ArrayDeque<>();
    private Validators validators;
    private final Loops loops = new Loops();
    private long cached;
    private boolean fresh = true;

    /** A page on the way back up. */
    private static final class Stop {
        private final @Nullable String token;
        private @Nullable Page page;

        Stop(@Nullable String token) {
            this.token = token;
        }
    }

    /**
     * A walk that has not begun.
     *
     * @param known what was handed out; grows as items are
     * @param validators of the first page, if it was read before
     * @param headOnly read the first page only, to learn where the list begins
     * @param passOld pass over items that stand below the last known one of a page
     * @param remember how many items are known at most
     * @param budget how many bytes of pages to keep
     */
    NewestFirstWalk(
            KnownItems known, Validators validators, boolean headOnly, boolean passOld, int remember, long budget) {
        this.known = known;
        this.validators = validators;
        this.headOnly = headOnly;
        this.passOld = passOld;
        this.remember = remember;
        this.budget = budget;
        stack.add(new Stop(null));
    }

    @Override
    public Fetched step(Source source) throws InterruptedException {
        Stop stop = stack.get(stack.size() - 1);
        Page page = stop.page;
        if (page != null) {
            handOut(page);
            return new Fetched.Unchanged();
        }
        Fetched fetched = source.fetch(stop.token, fresh);
        if (fetched instanceof Fetched.Read read) {
            arrived(stop, read.page());
        } else if (fetched.kind() == Fetched.Kind.UNCHANGED) {
            stack.clear();
        }
        return fetched;
    }

    private void arrived(Stop stop, Page page) {
        if (stop.token == null) {
            validators = page.validators();
        }
        fresh = false;
        String next = page.next();
        if (headOnly || next == null || known.containsAny(page.items())) {
            handOut(page);
            return;
        }
        loops.check(page, next, next.equals(stop.token) || tokens.contains(next));
        if (stack.size() == MOST_PAGES) { // I6
            throw new ConnectorException(Failure.user(
                    "list-too-long",
                    "no known item on the first " + MOST_PAGES
                            + " pages; use a 'since' parameter, larger pages, or 'start: latest'"));
        }
        stop.page = page;
        cached += page.bytes();
        tokens.add(next);
        stack.add(new Stop(next));
        forgetPages();
    }

    /** The pages near the top are needed last, and so are the first to be forgotten; the one below needs its neighbour. */
    private void forgetPages() {
        for (int i = 0; i < stack.size() - 2 && cached > budget; i++) { // I6
            Stop stop = stack.get(i);
            if (stop.page != null) {
                cached -= stop.page.bytes();
                stop.page = null;
            }
        }
    }

    private void handOut(Page page) {
        Stop stop = stack.remove(stack.size() - 1);
        if (stop.page != null) {
            cached -= stop.page.bytes();
        }
        if (stop.token != null) {
            tokens.remove(stop.token);
        }
        List<Item> items = new ArrayList<>(page.items());
        if (passOld) {
            int last = items.size();
            while (last > 0 && !known.contains(items.get(last - 1))) {
                last--;
            }
            items = last == 0 ? items : items.subList(0, last);
        }
        Collections.reverse(items);
        ready.addAll(items);
    }

    @Override
    public Queue<Item> ready() {
        return ready;
    }

    @Override
    public boolean done() {
        return stack.isEmpty();
    }

    @Override
    public @Nullable String page() {
        return null;
    }

    @Override
    public Validators validators() {
        return validators;
    }

    @Override
    public void settle(KnownItems items) {
        items.trim(remember);
    }
}
