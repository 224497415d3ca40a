/** {@code /admin/bitrix}: what 1C sent to Bitrix24, what became of it, and what a person has to decide. */
@NullMarked
package dev.mosty.admin.bitrix;

import org.jspecify.annotations.NullMarked;
