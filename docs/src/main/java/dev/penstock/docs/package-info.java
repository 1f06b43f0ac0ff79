/** Makes the documentation site out of the Markdown pages of the repository. */
@org.jspecify.annotations.NullMarked
package dev.penstock.docs;
