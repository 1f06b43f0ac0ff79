/** Building events whose ids are the same every time the same record is read. */
@NullMarked
package dev.penstock.toolkit.event;

import org.jspecify.annotations.NullMarked;
