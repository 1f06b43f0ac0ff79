@NullMarked
package dev.penstock.serve.instance;

import org.jspecify.annotations.NullMarked;
