package dev.mosty.testbed.amocrm;

import java.util.Optional;

/** A write that has just happened, with the lead around it; {@code before} is empty for a new lead. */
record LeadWrite(Optional<Lead> before, Lead after, LeadChange change) {}
