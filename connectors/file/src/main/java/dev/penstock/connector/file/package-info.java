/** The file connector: a source that follows files through rotation, and a sink that appends durably. */
@NullMarked
package dev.penstock.connector.file;

import org.jspecify.annotations.NullMarked;
