/**
 * What amoCRM's loader constructs. amoCRM puts its own methods (get_settings, i18n, system, render_template,
 * $authorizedAjax) on the prototype, so `self` has them. Every callback returns true whatever happens inside:
 * a fault of ours must not stop the card.
 */
function Widget() {
  const self = this;
  let panel = null;

  // lcard in today's cards; the manifest calls the place lcard-1.
  const inCard = () => /^lcard/.test(self.system().area);

  const close = () => {
    if (panel !== null) {
      panel.close();
      panel = null;
    }
  };

  this.callbacks = {
    // amoCRM calls init and bind_actions once what render has asked for is in the document.
    render: () => harmless(() => {
      if (inCard()) {
        placeBox(self);
      }
    }),
    init: () => true,
    bind_actions: () => harmless(() => {
      close();
      if (inCard()) {
        panel = drawPanel(self);
      }
    }),
    settings: () => true,
    onSave: () => true,
    destroy: () => harmless(close),
    dpSettings: () => true,
    advancedSettings: () => true,
    contacts: { selected: () => true },
    leads: { selected: () => true },
    todo: { selected: () => true },
    onSalesbotDesignerSave: () => true,
    onAddAsSource: () => true,
  };
  return this;
}

/** Runs it; a fault goes to the console and nowhere else. */
function harmless(action) {
  try {
    action();
  } catch (fault) {
    console.error('mosty widget', fault);
  }
  return true;
}
