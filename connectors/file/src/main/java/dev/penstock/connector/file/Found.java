package dev.penstock.connector.file;

import dev.penstock.api.Offset;
import io.cloudevents.CloudEvent;
import java.util.List;

/**
 * What a read of a file found.
 *
 * @param events in order
 * @param offsets where to continue after each
 * @param end where to continue after all, skipped records included
 * @param atEnd the file has no more whole records at present
 */
record Found(List<CloudEvent> events, List<Offset> offsets, Position end, boolean atEnd) {}
