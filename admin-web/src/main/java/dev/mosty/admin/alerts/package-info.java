/** Telling people by e-mail and Telegram that something is wrong, quietly: once, again after hours, and when it is over. */
@NullMarked
package dev.mosty.admin.alerts;

import org.jspecify.annotations.NullMarked;
