/** What {@code penstock dev} needs: a project that is watched and built, its events shown, deliveries of senders made up. */
@NullMarked
package dev.penstock.cli.dev;

import org.jspecify.annotations.NullMarked;
