/** The settings by name: form, modules and documentation speak of the same ones. */
@NullMarked
package dev.mosty.onec.settings;

import org.jspecify.annotations.NullMarked;
