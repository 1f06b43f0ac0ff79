/** What operators see and do over HTTP: health, metrics, pipelines, connectors. */
@NullMarked
package dev.penstock.runtime.admin;

import org.jspecify.annotations.NullMarked;
