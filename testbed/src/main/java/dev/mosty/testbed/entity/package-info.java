/** The door of bitrix-sync as 1C uses it. */
@NullMarked
package dev.mosty.testbed.entity;

import org.jspecify.annotations.NullMarked;
