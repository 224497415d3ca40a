/** What an installation is set to, and the keys that keep its secrets sealed in the database. */
@NullMarked
package dev.mosty.settings;

import org.jspecify.annotations.NullMarked;
