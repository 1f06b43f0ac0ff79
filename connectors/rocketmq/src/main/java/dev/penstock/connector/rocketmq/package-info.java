/** Apache RocketMQ by its remoting client. */
@NullMarked
package dev.penstock.connector.rocketmq;

import org.jspecify.annotations.NullMarked;
