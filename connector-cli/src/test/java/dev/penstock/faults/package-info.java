/**
 * The real command under kill, drain, full disk and broken receivers. Part of the test run; {@code
 * -Dpenstock.faults.rounds=N} for longer ones, alone with {@code mvn verify -pl connector-cli -am -Dit.test='dev.penstock.faults.*IT'
 * -Dsurefire.skip=true}.
 */
@NullMarked
package dev.penstock.faults;

import org.jspecify.annotations.NullMarked;
