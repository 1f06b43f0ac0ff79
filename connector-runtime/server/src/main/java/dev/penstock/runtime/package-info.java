/** The long-running process: pipelines, state, webhooks and administration behind one door. */
@NullMarked
package dev.penstock.runtime;

import org.jspecify.annotations.NullMarked;
