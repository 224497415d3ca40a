/**
 * What amoCRM's loader constructs. amoCRM puts its own methods (get_settings, i18n, system, render_template,
 * $authorizedAjax) on the prototype, so `self` has them. Every callback returns true whatever happens inside:
 * a fault of ours must not stop the card.
 */
function Widget() {
  const self = this;
  let panel = null;

  const inCard = () => self.system().area === 'lcard';

  this.callbacks = {
    render: () => harmless(() => {
      if (inCard()) {
        panel = drawPanel(self);
      }
    }),
    init: () => true,
    bind_actions: () => true,
    settings: () => true,
    onSave: () => true,
    destroy: () => harmless(() => {
      if (panel !== null) {
        panel.close();
        panel = null;
      }
    }),
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
