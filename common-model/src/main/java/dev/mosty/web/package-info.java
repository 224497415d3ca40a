/** HTTP in and out, and the start of a service: what every service does alike. */
@NullMarked
package dev.mosty.web;

import org.jspecify.annotations.NullMarked;
