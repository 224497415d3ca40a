/** What the tests of the pages share: a browser, the site, its clock. */
@NullMarked
package dev.mosty.admin.testsupport;

import org.jspecify.annotations.NullMarked;
