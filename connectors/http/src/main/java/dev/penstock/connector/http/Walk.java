package dev.penstock.connector.http;

import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * One reading of a list, from where it begins to where nothing new can follow. It asks for a page at a time, may rest
 * between two pages, and may be given up at any time: what an offset says is enough to begin another one.
 */
interface Walk {
    /** Asks for pages. */
    @FunctionalInterface
    interface Source {
        /** A page; {@code null} is the first, which need not be sent if it has not changed since and that matters. */
        Fetched fetch(@Nullable String token, boolean unlessUnchanged) throws InterruptedException;
    }

    /**
     * Takes a step: asks for the next page it needs.
     *
     * @return what came; when it is no page the step can be taken again
     */
    Fetched step(Source source) throws InterruptedException;

    /** Items to hand out now, in order; some may be known. */
    Queue<Item> ready();

    /** Whether all is read: nothing follows what is ready. */
    boolean done();

    /** The token of the page that those in {@link #ready} stand on, if a later walk can begin there. */
    @Nullable
    String page();

    /** Those of the first page, if they stand for the whole list. */
    Validators validators();

    /** Brings what is known to its final order and size; to be called when all is handed out. */
    void settle(KnownItems known);
}
