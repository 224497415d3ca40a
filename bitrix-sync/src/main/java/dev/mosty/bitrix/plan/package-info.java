/** What is to be done, as pure rules: what depends on what, what differs, what a stage may become. */
@NullMarked
package dev.mosty.bitrix.plan;

import org.jspecify.annotations.NullMarked;
