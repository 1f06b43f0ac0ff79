/** What an HTTP answer means for an event: status table and {@code Retry-After}. */
@NullMarked
package dev.penstock.toolkit.http;

import org.jspecify.annotations.NullMarked;
