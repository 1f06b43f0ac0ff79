/** The process that holds an Apache RocketMQ name server and a broker for tests. */
@NullMarked
package dev.penstock.servers.rocketmq;

import org.jspecify.annotations.NullMarked;
