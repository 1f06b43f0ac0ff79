/** MariaDB as a process of its own. */
@NullMarked
package dev.penstock.servers.mariadb;

import org.jspecify.annotations.NullMarked;
