/** Apache Camel as a peer. */
@NullMarked
package dev.penstock.peers.camel;

import org.jspecify.annotations.NullMarked;
