@NullMarked
package dev.penstock.host.state;

import org.jspecify.annotations.NullMarked;
