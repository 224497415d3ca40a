/** Asks amoCRM for an empty box in its column of widgets. */
function placeBox(self) {
  linkStyle(self);
  self.render_template({
    caption: { class_name: 'mosty-caption', html: '' },
    body: '',
    render: '<div class="mosty"></div>',
  });
}

/** Fills the box. Returns it with `close`, after which late answers are ignored. */
function drawPanel(self) {
  const settings = readSettings(self);
  // A card that was open before may still be in the document: ours is the one drawn last.
  const root = Array.from(document.querySelectorAll('.mosty')).pop();
  if (!root) {
    throw new Error('amoCRM drew no box');
  }
  root.replaceChildren();
  const life = { over: false };
  const words = (section) => readWords(self, section);
  drawBooking(self, settings, words, root, life);
  drawRdesk(self, settings, words, root, life);
  return { close: () => { life.over = true; } };
}

/** amoCRM does not load a widget's style sheet by itself. */
function linkStyle(self) {
  const own = Object.assign({}, self.params, self.get_settings());
  const href = own.path + '/style.css?v=' + own.version;
  if (!document.querySelector('link[data-mosty][href="' + CSS.escape(href) + '"]')) {
    const link = element('link', { rel: 'stylesheet', href, 'data-mosty': '' });
    document.head.append(link);
  }
}

/**
 * The sentences of one section of i18n/*.json as a function (key, values) → text. Values stand in braces and are put
 * in as text; a key that is missing shows itself.
 */
function readWords(self, section) {
  const texts = self.i18n(section) || {};
  return (key, values = {}) =>
    String(texts[key] || key).replace(/\{(\w+)}/g, (whole, name) => (name in values ? String(values[name]) : whole));
}

/** An element with attributes and text or children; text is never read as HTML. */
function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  Object.entries(attributes).forEach(([key, value]) => made.setAttribute(key, value));
  made.append(...children);
  return made;
}

/** A place for what the person is told: `say(kind, text)` with kind ok, warn or error; `say()` empties it. */
function messageBox() {
  const box = element('div', { class: 'mosty__message', role: 'status', 'aria-live': 'polite', hidden: '' });
  const say = (kind, text) => {
    box.hidden = !text;
    box.className = 'mosty__message mosty__message_' + (kind || 'none');
    box.textContent = text ? String(text).slice(0, 600) : '';
  };
  return { box, say };
}
