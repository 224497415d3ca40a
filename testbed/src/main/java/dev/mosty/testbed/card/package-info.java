/**
 * A lead card that behaves like amoCRM's, at {@code /card} of the simulators: it loads the packed widget as amoCRM's
 * loader does, gives it the methods and globals that amoCRM gives, and shows the simulated account's leads. For tests in
 * a browser, and for whoever works on the widget.
 *
 * <pre>{@code
 * GET /card?lead=23392663     the lead; the first of the account if absent
 *          &new=1             not saved yet: no id until «Сохранить» is pressed
 *          &authorized=off    no $authorizedAjax, as in an old interface
 *          &lang=en           ru or en, for the page and the widget
 *          &proxy=http://…    and every other setting of the widget by its name in manifest.json
 * }</pre>
 *
 * Settings that the panel on the page saves stay in the browser; those of the address win.
 */
@NullMarked
package dev.mosty.testbed.card;

import org.jspecify.annotations.NullMarked;
