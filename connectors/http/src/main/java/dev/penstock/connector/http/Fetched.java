package dev.penstock.connector.http;

import dev.penstock.api.Failure;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What came of asking for a page. */
sealed interface Fetched {
    /** The kinds, for a {@code switch} that the compiler checks. */
    enum Kind {
        READ,
        UNCHANGED,
        BUSY,
        GONE
    }

    /** Which of the kinds this is. */
    Kind kind();

    /**
     * The page.
     *
     * @param page as it was read
     * @param pause how long to ask nothing more; zero: no matter
     * @param interval the shortest time between polls that the service wants; zero: no matter
     */
    record Read(Page page, Duration pause, Duration interval) implements Fetched {
        @Override
        public Kind kind() {
            return Kind.READ;
        }
    }

    /** The page is as it was when the ETag was given. */
    record Unchanged() implements Fetched {
        @Override
        public Kind kind() {
            return Kind.UNCHANGED;
        }
    }

    /**
     * Asked too often.
     *
     * @param after how long to wait; null: nothing was said
     */
    record Busy(@Nullable Duration after) implements Fetched {
        @Override
        public Kind kind() {
            return Kind.BUSY;
        }
    }

    /**
     * A later page is not there any more.
     *
     * @param failure if that happens time and again
     */
    record Gone(Failure failure) implements Fetched {
        @Override
        public Kind kind() {
            return Kind.GONE;
        }
    }
}
