/** Rules that hold for the whole repository: floors, forbidden calls, documents that match the code. */
@NullMarked
package dev.penstock.repository;

import org.jspecify.annotations.NullMarked;
