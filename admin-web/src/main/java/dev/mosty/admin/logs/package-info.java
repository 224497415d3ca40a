/** What came in and what was answered: the list, live, one request, and the download. */
@NullMarked
package dev.mosty.admin.logs;

import org.jspecify.annotations.NullMarked;
