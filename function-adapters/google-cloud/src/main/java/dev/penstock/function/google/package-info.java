/**
 * A function in Google's Functions Framework: {@link dev.penstock.function.google.PenstockCloudEvents} for events of Eventarc,
 * {@link dev.penstock.function.google.PenstockHttp} for HTTP requests.
 */
@NullMarked
package dev.penstock.function.google;

import org.jspecify.annotations.NullMarked;
