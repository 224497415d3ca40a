/** Erasing what the bridges keep of one person (152-ФЗ), found by a phone or a lead. */
@NullMarked
package dev.mosty.admin.erasure;

import org.jspecify.annotations.NullMarked;
