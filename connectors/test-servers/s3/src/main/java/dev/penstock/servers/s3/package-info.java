/** An S3-compatible object store, for tests. */
@NullMarked
package dev.penstock.servers.s3;

import org.jspecify.annotations.NullMarked;
