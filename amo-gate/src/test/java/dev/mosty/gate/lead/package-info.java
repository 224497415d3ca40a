/** Tests of what RDESK's items mean for a lead. */
@NullMarked
package dev.mosty.gate.lead;

import org.jspecify.annotations.NullMarked;
