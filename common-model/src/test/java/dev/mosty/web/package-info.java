@NullMarked
package dev.mosty.web;

import org.jspecify.annotations.NullMarked;
