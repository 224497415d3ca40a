// What the pages of all simulators do. Values are hostile: they come into a page by textContent only.
export const byId = (id) => document.getElementById(id);
export const data = JSON.parse(byId('data').textContent);
export const { texts } = data;
export const locale = texts.lang === 'en' ? 'en-GB' : texts.lang;
export const numbers = new Intl.NumberFormat(locale);

export function say(key, ...values) {
  return values.reduce((text, value, i) => text.replace(`{${i}}`, value), texts[key] ?? key);
}

export function element(tag, text, className) {
  const made = document.createElement(tag);
  made.textContent = text ?? '';
  if (className) made.className = className;
  return made;
}

export async function ask(method, path, body) {
  const answer = await fetch(path, { method, body: body && JSON.stringify(body) });
  const text = await answer.text();
  const json = text ? JSON.parse(text) : null;
  if (!answer.ok) throw new Error(reason(json, answer.status));
  return json;
}

function reason(json, status) {
  const named = (json?.['validation-errors'] ?? []).flatMap((item) => item.errors);
  return named.map((error) => `${error.path}: ${error.detail}`).join('\n') || json?.error || json?.detail || `HTTP ${status}`;
}

export function figure(id, value, bad = false) {
  byId(id).textContent = numbers.format(value);
  byId(id).classList.toggle('bad', bad);
}

// The buttons of the switchboard; a fault may name its path by a key of paths.
export function switchboard(paths = {}) {
  for (const button of document.querySelectorAll('[data-knob]')) {
    button.onclick = () => {
      const on = button.getAttribute('aria-pressed') !== 'true';
      ask('PATCH', '/sim/knobs', { [button.dataset.knob]: JSON.parse(on ? button.dataset.on : button.dataset.off) });
    };
  }
  for (const button of document.querySelectorAll('[data-fault]')) {
    button.onclick = () => {
      const fault = JSON.parse(button.dataset.fault);
      ask('POST', '/sim/faults', { ...fault, path: paths[fault.path] ?? fault.path });
    };
  }
  byId('clear').onclick = () => ask('DELETE', '/sim/faults');
}

// more: what else is to break, in words
export function showSwitchboard({ knobs, faults }, more = []) {
  for (const button of document.querySelectorAll('[data-knob]')) {
    button.setAttribute('aria-pressed', String(String(knobs[button.dataset.knob]) !== button.dataset.off));
  }
  const waiting = [...faults.map((fault) => `${say(`effect_${fault.effect}`, fault.status)} × ${fault.times}`), ...more];
  byId('pending').textContent = waiting.length ? `${texts.pending} ${waiting.join(', ')}` : texts.nothingPending;
}

// Server-sent events, by their names; the browser connects again by itself.
export function connect(listeners, opened = () => {}) {
  const connection = byId('connection');
  const show = (state) => {
    connection.className = `connection ${state}`;
    connection.textContent = texts[state];
  };
  const events = new EventSource('/sim/events');
  events.onopen = () => {
    show('online');
    opened();
  };
  events.onerror = () => show('offline');
  for (const [name, listener] of Object.entries(listeners)) {
    events.addEventListener(name, (event) => listener(JSON.parse(event.data)));
  }
}
