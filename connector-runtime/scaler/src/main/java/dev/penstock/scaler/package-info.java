/** KEDA's external scaler: the backlog of any source as a signal to scale by, over gRPC. */
@NullMarked
package dev.penstock.scaler;

import org.jspecify.annotations.NullMarked;
