/** Reading a REST collection page by page, under a deadline. */
@NullMarked
package dev.penstock.toolkit.paging;

import org.jspecify.annotations.NullMarked;
