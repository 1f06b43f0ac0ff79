/** S3 and object stores that speak like it: state of pipelines. */
@NullMarked
package dev.penstock.connector.s3;

import org.jspecify.annotations.NullMarked;
