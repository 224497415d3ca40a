/** What the tests of several modules share: a real PostgreSQL with the migrations applied. */
@NullMarked
package dev.mosty.testsupport;

import org.jspecify.annotations.NullMarked;
