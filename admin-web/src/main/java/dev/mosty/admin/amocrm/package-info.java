/** The connection to amoCRM: its keys, its state as amo-gate tells it, and the fields that the gate writes. */
@NullMarked
package dev.mosty.admin.amocrm;

import org.jspecify.annotations.NullMarked;
