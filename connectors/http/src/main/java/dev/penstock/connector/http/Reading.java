package dev.penstock.connector.http;

import dev.penstock.api.Offset;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How far the list has been read, between polls: what the last offset says, and the walk that is under way, which only saves
 * requests. Not for use by several threads.
 */
final class Reading {
    /** An offset may know more items while a whole list is read again, so that none is forgotten before it is seen. */
    private static final int WHILE_WALKING = 2;

    private final HttpSourceConfig config;
    private final Pager pager;
    private final Ask list;
    private @Nullable Offset offset;
    /** What held when the walk began. */
    private Bookmark bookmark = Bookmark.of(null);

    private KnownItems known = new KnownItems(new long[0]);
    private @Nullable Walk walk;
    private @Nullable String latestMark;

    Reading(HttpSourceConfig config, Pager pager, Ask list) {
        this.config = config;
        this.pager = pager;
        this.list = list;
    }

    /** Reads on from an offset, which is mostly the one that was given last. */
    void at(@Nullable Offset from) {
        if (!Objects.equals(from, offset)) {
            offset = from;
            restart();
        }
    }

    /** Gives up the walk; the next one begins where the offset says. */
    void restart() {
        Bookmark stored = Bookmark.of(offset);
        begin(stored);
    }

    private void begin(Bookmark at) {
        bookmark = at;
        walk = null;
        latestMark = at.since();
        known = new KnownItems(at.known());
    }

    /** The page where a walk was to begin is not there any more: the list is read from its first page. */
    void fromFirstPage() {
        Bookmark stored = Bookmark.of(offset);
        begin(new Bookmark(stored.known(), stored.since(), null, Validators.NONE, stored.latest()));
    }

    /** The walk under way, or a new one. */
    Walk walk() {
        Walk current = walk;
        if (current == null) {
            current = begin();
            walk = current;
        }
        return current;
    }

    private Walk begin() {
        if (config.order() == Order.NEWEST_FIRST) {
            long budget = 2 * config.maxBody().bytes();
            return new NewestFirstWalk(
                    known, bookmark.validators(), silent(), bookmark.latest(), config.remember(), budget);
        }
        String page = bookmark.page();
        String from = page == null ? null : pager.restored(page, list.address());
        return new ForwardWalk(known, bookmark.validators(), pager, whole(), resumes(), from, config.remember());
    }

    /** The list as it is asked for in this walk. */
    Ask list() {
        Since since = config.since();
        String mark = bookmark.since() == null && since != null ? since.start() : bookmark.since();
        return since == null || mark == null
                ? list
                : Place.of(since.parameter()).with(list, Marks.earlier(mark, since.overlap()));
    }

    /** What to ask with, if an unchanged first page means an unchanged list. */
    Validators validators() {
        return bookmark.validators();
    }

    /** Only what appears after the source first ran is handed out, and this is how it learns what was there before. */
    boolean silent() {
        return offset == null && config.start() == Start.LATEST;
    }

    /** Offsets for the events of one poll. */
    Bookmarks bookmarks() {
        String page = bookmark.page();
        Bookmark base = new Bookmark(known.snapshot(), bookmark.since(), page, Validators.NONE, bookmark.latest());
        return new Bookmarks(base, most());
    }

    /** Takes an item as handed out; false when it was before. */
    boolean take(Item item) {
        boolean isNew = known.add(item);
        latestMark = Marks.later(latestMark, item.mark());
        known.trim(most());
        return isNew;
    }

    /** What an offset says of the {@code since} parameter while a walk is under way. */
    @Nullable
    String mark() {
        // in no known order, an item with an earlier mark may still come
        return config.order() == Order.ANY ? bookmark.since() : latestMark;
    }

    /** What an offset says of the page to read on from. */
    @Nullable
    String page() {
        String page = walk == null ? null : walk.page();
        return page == null ? null : pager.stored(page, list.address());
    }

    /** An offset was given while a walk is under way, which goes on as it began. */
    void gave(Offset given) {
        offset = given;
    }

    /** Ends the walk; the offset after all of it, or null if nothing is different. */
    @Nullable
    Offset end() {
        Walk ended = walk();
        boolean first = offset == null;
        boolean latest =
                first ? config.start() == Start.LATEST && config.order() == Order.NEWEST_FIRST : bookmark.latest();
        ended.settle(known);
        String page = page();
        bookmark = new Bookmark(known.snapshot(), latestMark, page, usable(ended.validators()), latest);
        walk = null;
        Offset reached = bookmark.offset();
        if (Objects.equals(offset, reached)) {
            return null;
        }
        offset = reached;
        return reached;
    }

    /** An unchanged first page says nothing about pages after it unless that is where news appear. */
    private Validators usable(Validators validators) {
        boolean tells = config.order() == Order.NEWEST_FIRST || config.paging() == null;
        return tells && config.method().equals("GET") ? validators : Validators.NONE;
    }

    private boolean whole() {
        return config.order() == Order.ANY || (config.since() == null && config.paging() == null);
    }

    private boolean resumes() {
        return config.order() == Order.OLDEST_FIRST && config.paging() != null && config.since() == null;
    }

    private int most() {
        return whole() && config.order() != Order.NEWEST_FIRST ? WHILE_WALKING * config.remember() : config.remember();
    }
}
