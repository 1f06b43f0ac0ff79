/** What must survive a crash, behind small interfaces: offsets, dead letters, seen delivery ids. */
@NullMarked
package dev.penstock.engine.state;

import org.jspecify.annotations.NullMarked;
