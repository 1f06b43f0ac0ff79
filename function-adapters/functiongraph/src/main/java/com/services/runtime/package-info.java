/** What the platform's Java runtime brings; written here to compile against, and in no jar. */
@NullMarked
package com.services.runtime;

import org.jspecify.annotations.NullMarked;
