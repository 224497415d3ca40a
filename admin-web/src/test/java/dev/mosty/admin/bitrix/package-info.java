@NullMarked
package dev.mosty.admin.bitrix;

import org.jspecify.annotations.NullMarked;
