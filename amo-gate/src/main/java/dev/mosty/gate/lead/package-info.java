/** What RDESK's items mean for a lead: which fields get which values, and how that is told to amoCRM. */
@NullMarked
package dev.mosty.gate.lead;

import org.jspecify.annotations.NullMarked;
