/** One box that finds the whole story of a lead, a call, an object of 1C or a request. */
@NullMarked
package dev.mosty.admin.search;

import org.jspecify.annotations.NullMarked;
