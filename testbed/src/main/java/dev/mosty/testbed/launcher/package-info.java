/**
 * Everything runs on one machine with one command: PostgreSQL, the simulators and the services as child processes.
 *
 * <p>To add a service, add a line to {@link dev.mosty.testbed.launcher.Service#ALL}; to add a command, one to the map
 * in {@link dev.mosty.testbed.launcher.Main}.
 */
@NullMarked
package dev.mosty.testbed.launcher;

import org.jspecify.annotations.NullMarked;
