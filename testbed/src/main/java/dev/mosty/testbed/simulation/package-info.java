/**
 * What every simulator is made of, whomever it plays: the JSON of control endpoints, faults to come and
 * how an answer is spoilt, a state that outlives a restart, a page for people. Knows no simulator.
 */
@NullMarked
package dev.mosty.testbed.simulation;

import org.jspecify.annotations.NullMarked;
