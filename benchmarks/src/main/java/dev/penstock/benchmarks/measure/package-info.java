/** What every benchmark needs: processes under measurement, load, and the figures of several rounds. */
@NullMarked
package dev.penstock.benchmarks.measure;

import org.jspecify.annotations.NullMarked;
