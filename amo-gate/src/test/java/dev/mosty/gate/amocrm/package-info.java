/** Tests: amoCRM's answers, states and tokens. */
@NullMarked
package dev.mosty.gate.amocrm;

import org.jspecify.annotations.NullMarked;
