@NullMarked
package dev.mosty.admin.amocrm;

import org.jspecify.annotations.NullMarked;
