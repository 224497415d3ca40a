/** One box that finds the whole story of a lead, a call or a request. */
@NullMarked
package dev.mosty.admin.search;

import org.jspecify.annotations.NullMarked;
