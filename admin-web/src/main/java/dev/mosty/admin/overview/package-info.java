/** The first page: what needs a person, and how much goes through. */
@NullMarked
package dev.mosty.admin.overview;

import org.jspecify.annotations.NullMarked;
