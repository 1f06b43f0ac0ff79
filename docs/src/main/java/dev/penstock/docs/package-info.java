/** Makes the documentation site out of the Markdown pages of the repository. */
@NullMarked
package dev.penstock.docs;

import org.jspecify.annotations.NullMarked;
