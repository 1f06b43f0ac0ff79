package dev.penstock.serve;

import dev.penstock.serve.scale.Backlog;
import dev.penstock.serve.scale.Decision;
import org.jspecify.annotations.Nullable;

/** What a function has to do, and how many instances follow from it. Belongs to control. */
interface Load {
    /** Goes on with other settings. */
    void use(FunctionPackage function);

    /** Measures and decides; called once per tick. */
    Decision decide(long now, Fleet fleet);

    /** What waits in the queue that it reads; null when it reads none, or nobody has told. */
    @Nullable
    Backlog backlog();
}
