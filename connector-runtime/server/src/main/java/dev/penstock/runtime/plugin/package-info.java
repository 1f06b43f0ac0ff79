/**
 * The plugin directory: reads the index of each connector's jar, and builds connectors in class loaders of their own.
 *
 * <p>{@link dev.penstock.runtime.plugin.Plugins} is the door.
 */
@NullMarked
package dev.penstock.runtime.plugin;

import org.jspecify.annotations.NullMarked;
