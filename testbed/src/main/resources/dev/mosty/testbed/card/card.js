import './loader.js';
import { widgetPrototype } from './amocrm.js';

const data = JSON.parse(document.getElementById('data').textContent);
const texts = data.texts;
const query = new URLSearchParams(location.search);
const byId = (id) => document.getElementById(id);
const KEPT = 'card.settings';

const leads = (await (await fetch('/sim/leads?limit=50')).json()).leads.map((story) => story.lead);
const leadId = Number(query.get('lead')) || (leads[0] || {}).id || 0;
const unsaved = query.get('new') === '1';
const oneTimeTokens = query.get('authorized') !== 'off';
const lead = leads.find((one) => one.id === leadId) || (await (await fetch('/sim/leads/' + leadId)).json()).lead;

// What amoCRM's pages offer to scripts under both names.
window.AMOCRM = window.APP = {
  data: { current_card: { id: unsaved ? 0 : leadId }, current_entity: 'leads', is_card: true },
  lang_id: texts.lang,
  isCard: () => true,
  getWidgetsArea: () => 'leads_card',
  constant: () => undefined,
};

function settings() {
  let kept = {};
  try {
    kept = JSON.parse(localStorage.getItem(KEPT)) || {};
  } catch (fault) {
    localStorage.removeItem(KEPT);
  }
  const asked = Object.fromEntries([...query].filter(([key]) => key !== 'lead' && key !== 'new' && key !== 'lang'));
  if (asked.proxy) {
    asked.proxy_url = asked.proxy;
  }
  return { ...data.settings, ...kept, ...asked };
}

function row(list, name, text) {
  const term = document.createElement('dt');
  const value = document.createElement('dd');
  term.textContent = name;
  value.textContent = text;
  list.append(term, value);
}

function showLead() {
  byId('card-name').textContent = unsaved ? texts.newLead : lead ? lead.name : texts.missing;
  if (lead) {
    const pipeline = byId('pipeline');
    pipeline.textContent = lead.pipeline;
    pipeline.title = lead.pipeline;
    byId('status').textContent = lead.status;
    byId('fields').replaceChildren();
    row(byId('fields'), 'ID', window.AMOCRM.data.current_card.id || '–');
    row(byId('fields'), texts.price, Number(lead.price).toLocaleString('ru-RU') + ' ₽');
    lead.fields.forEach((field) => row(byId('fields'), field.name, fieldText(field)));
  }
  const list = byId('leads');
  list.replaceChildren(...leads.map((one) => new Option(one.id + ' · ' + one.name, one.id, false, one.id === leadId)));
  list.addEventListener('change', () => go({ lead: list.value }));
}

function fieldText({ type, text }) {
  const moment = new Date(Number(text) * 1000);
  switch (String(type).toLowerCase()) {
    case 'date':
    case 'birthday': return moment.toLocaleDateString('ru-RU');
    case 'date_time': return moment.toLocaleString('ru-RU');
    default: return text;
  }
}

async function showContact() {
  const read = async (path) => {
    const answer = await fetch(path);
    return answer.status === 200 ? answer.json() : {};
  };
  const card = await read('/api/v4/leads/' + leadId);
  const main = ((card._embedded || {}).contacts || [])[0];
  const contact = main ? await read('/api/v4/contacts/' + main.id) : {};
  const list = byId('contact');
  row(list, texts.name, contact.name || texts.noName);
  (contact.custom_fields_values || []).forEach((field) => row(list, field.field_name,
    field.values.map((entry) => (field.field_type === 'birthday' ? new Date(entry.value * 1000).toLocaleDateString('ru-RU') : entry.value)).join(', ')));
}

function go(changes) {
  const next = new URLSearchParams(location.search);
  Object.entries(changes).forEach(([key, value]) => (value === '' ? next.delete(key) : next.set(key, value)));
  location.search = next;
}

/** The panel for developers: the widget's settings by the names that an administrator sees. */
function showSettings(manifest, langs) {
  const now = settings();
  Object.keys(manifest.settings).forEach((key) => {
    const label = document.createElement('label');
    const input = document.createElement('input');
    input.name = key;
    input.value = now[key] || '';
    label.append(langs.settings[key], input);
    byId('settings-fields').append(label);
  });
  byId('authorized').checked = oneTimeTokens;
  byId('unsaved').checked = unsaved;
  byId('settings').addEventListener('submit', (event) => {
    event.preventDefault();
    const entered = Object.fromEntries(Object.keys(manifest.settings).map((key) => [key, event.target.elements[key].value]));
    localStorage.setItem(KEPT, JSON.stringify(entered));
    const cleared = Object.fromEntries([...Object.keys(manifest.settings), 'proxy'].map((key) => [key, '']));
    go({ ...cleared, authorized: byId('authorized').checked ? '' : 'off', new: byId('unsaved').checked ? '1' : '' });
  });
  byId('forget').addEventListener('click', () => {
    localStorage.removeItem(KEPT);
    go({});
  });
}

/** As amoCRM: construct, then render, init and bind_actions, each only after the one before returned true. */
function begin(widget) {
  ['render', 'init', 'bind_actions'].every((name) => widget.callbacks[name]() === true);
}

showLead();
showContact();
const card = { language: texts.lang, settings: settings(), oneTimeTokens, column: byId('widgets_block') };
const { prototype, manifest } = await widgetPrototype(card);
showSettings(manifest, prototype.langs);
window.require([`/card/widget/script.js?v=${manifest.widget.version}`], (Widget) => {
  Widget.prototype = prototype;
  let widget = new Widget();
  begin(widget);
  document.body.dataset.widget = 'ready';

  // Saving gives a new lead its id, and amoCRM draws the card anew.
  const save = byId('save');
  save.hidden = !unsaved;
  save.addEventListener('click', () => {
    window.AMOCRM.data.current_card.id = leadId;
    widget.callbacks.destroy();
    widget = new Widget();
    begin(widget);
    save.hidden = true;
    byId('card-name').textContent = lead.name;
  });
}, (fault) => console.error(fault));
