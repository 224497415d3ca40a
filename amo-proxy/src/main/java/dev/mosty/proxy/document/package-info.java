/** Registers a patient with a doctor, and never twice for one intent. */
@NullMarked
package dev.mosty.proxy.document;

import org.jspecify.annotations.NullMarked;
