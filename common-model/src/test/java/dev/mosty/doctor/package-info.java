@NullMarked
package dev.mosty.doctor;

import org.jspecify.annotations.NullMarked;
