@NullMarked
package dev.penstock.serve.route;

import org.jspecify.annotations.NullMarked;
