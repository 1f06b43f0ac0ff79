/** The kit judged: sound connectors pass, broken ones fail where their fault is named. */
@NullMarked
package dev.penstock.testkit;

import org.jspecify.annotations.NullMarked;
