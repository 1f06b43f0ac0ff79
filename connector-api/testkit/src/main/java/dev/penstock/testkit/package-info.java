/**
 * The conformance kit: a connector's author implements one small test class and inherits a test for every guarantee that the
 * API asks for.
 *
 * <p>The class implements {@link dev.penstock.testkit.PollingSourceConformance}, {@link
 * dev.penstock.testkit.QueueSourceConformance}, {@link dev.penstock.testkit.WebhookSourceConformance} or {@link
 * dev.penstock.testkit.SinkConformance}, and with them whatever its system can be made to do: {@link
 * dev.penstock.testkit.SourceOutageConformance}, {@link dev.penstock.testkit.SinkOutageConformance}, {@link
 * dev.penstock.testkit.PoisonConformance}, {@link dev.penstock.testkit.UnreadableConformance}. A test that fails says what the
 * API promises, what happened instead, and by which calls.
 */
@NullMarked
package dev.penstock.testkit;

import org.jspecify.annotations.NullMarked;
