import { ask, byId, connect, data, element, figure, locale, numbers, say, showSwitchboard, switchboard, texts } from '/shared.js';

const { pipelines } = data;
const MAX_CARDS = 60;
const money = new Intl.NumberFormat(locale, { style: 'currency', currency: 'RUB', currencyDisplay: 'narrowSymbol', maximumFractionDigits: 2, minimumFractionDigits: 0 });
const zone = 'Europe/Moscow';
const day = new Intl.DateTimeFormat(locale, { dateStyle: 'short', timeZone: zone });
const moment = new Intl.DateTimeFormat(locale, { dateStyle: 'short', timeStyle: 'short', timeZone: zone });
const clock = new Intl.DateTimeFormat(locale, { dateStyle: 'short', timeStyle: 'medium' });

const cards = new Map();
let fields = [];
let searching = false;
let dialogLead = null;

function shown(type, text) {
  if (text === '') return text;
  switch (type) {
    case 'date': case 'birthday': return day.format(new Date(text * 1000));
    case 'date_time': return moment.format(new Date(text * 1000));
    case 'checkbox': return say(text === 'true' ? 'yes' : 'no');
    default: return text;
  }
}

// Leads

function card(lead) {
  const known = cards.get(lead.id);
  const article = known ?? byId('lead').content.firstElementChild.cloneNode(true);
  const changed = new Set(lead.lastChange);
  const title = article.querySelector('h3');
  title.replaceChildren(`${lead.name} `, element('small', `№ ${lead.id}`));
  title.classList.toggle('changed', changed.has('name'));
  const where = article.querySelector('.where');
  where.classList.toggle('changed', changed.has('status_id') || changed.has('pipeline_id'));
  where.querySelector('.dot').style.backgroundColor = lead.color;
  where.querySelector('.step').textContent = `${lead.pipeline} · ${lead.status}`;
  const rows = [[texts.price, money.format(lead.price), changed.has('price')]];
  for (const field of lead.fields) rows.push([field.name, shown(field.type, field.text), changed.has(String(field.id))]);
  if (lead.tags.length) rows.push([texts.tags, lead.tags.join(', '), changed.has('tags')]);
  article.querySelector('dl').replaceChildren(...rows.map(([name, value, fresh]) => {
    const row = element('div', '', fresh ? 'changed' : '');
    row.append(element('dt', name), element('dd', value));
    return row;
  }));
  article.querySelector('.meta').textContent = `${clock.format(new Date(lead.updatedAt))} · ${texts[lead.updatedBy]}`;
  if (!known) {
    article.querySelector('.show-history').onclick = () => openHistory(lead.id);
    article.querySelector('.show-card').href = `/card?lead=${lead.id}&lang=${texts.lang}`;
    article.querySelector('.show-edit').onclick = () => openEdit(lead.id);
    cards.set(lead.id, article);
  }
  return article;
}

function fill(leads) {
  cards.clear();
  byId('list').replaceChildren(...leads.map((lead) => card(lead)));
  showEmpty();
}

function update(leads) {
  for (const lead of leads.toReversed()) {
    if (searching && !cards.has(lead.id)) continue;
    const article = card(lead);
    article.classList.remove('fresh');
    void article.offsetWidth; // restarts the animation
    article.classList.add('fresh');
    if (!searching && byId('list').firstElementChild !== article && !article.contains(document.activeElement)) {
      byId('list').prepend(article);
    }
  }
  while (byId('list').childElementCount > MAX_CARDS) {
    const last = byId('list').lastElementChild;
    for (const [id, article] of cards) if (article === last) cards.delete(id);
    last.remove();
  }
  showEmpty();
  if (dialogLead && leads.some((lead) => lead.id === dialogLead) && byId('history').open) fillHistory(dialogLead);
}

function showEmpty() {
  const empty = byId('empty');
  empty.hidden = byId('list').childElementCount > 0;
  empty.querySelector('h3').textContent = texts[searching ? 'notFoundTitle' : 'emptyTitle'];
  empty.querySelector('p').textContent = texts[searching ? 'notFoundText' : 'emptyText'];
  empty.querySelector('button').hidden = !searching;
}

async function load() {
  const text = byId('search').elements.query.value.trim();
  searching = text !== '';
  const found = searching ? await ask('GET', `/sim/leads?query=${encodeURIComponent(text)}&limit=60`) : { leads: [] };
  const byNumber = /^\d+$/.test(text) ? (await ask('GET', `/sim/leads?ids=${text}`)).leads : [];
  const latest = searching ? [...byNumber, ...found.leads] : (await ask('GET', `/sim/leads?limit=${MAX_CARDS}`)).leads;
  fill([...new Map(latest.map((story) => [story.lead.id, story.lead])).values()]);
}

// One lead's history

function step(key, value) {
  if (key === 'pipeline_id') return pipelines.find((pipeline) => String(pipeline.id) === value)?.name ?? value;
  if (key === 'status_id') return pipelines.flatMap((pipeline) => pipeline.statuses).find((status) => String(status.id) === value)?.name ?? value;
  const field = fields.find((known) => String(known.id) === key);
  return field ? shown(field.type, value) : value;
}

function changeLine(change) {
  const line = element('li', `${change.label || say(change.key)}: `);
  if (change.before === change.after) {
    line.append(`${step(change.key, change.after) || texts.emptyValue} (${texts.unchanged})`);
  } else {
    line.append(element('del', step(change.key, change.before) || texts.emptyValue), ' → ', element('ins', step(change.key, change.after) || texts.emptyValue));
  }
  return line;
}

async function fillHistory(id) {
  const { lead, history } = await ask('GET', `/sim/leads/${id}`);
  byId('history-title').textContent = `${lead.name} № ${lead.id}`;
  const entries = history.toReversed().map((change) => {
    const entry = element('li');
    const what = change.created ? ` · ${texts.created}` : '';
    const list = element('ul');
    list.append(...change.fields.map(changeLine));
    entry.append(element('p', `${clock.format(new Date(change.at))} · ${texts[change.author]}${what}`), list);
    return entry;
  });
  byId('history').querySelector('ol').replaceChildren(...(entries.length ? entries : [element('li', texts.noHistory)]));
}

async function openHistory(id) {
  dialogLead = id;
  await fillHistory(id);
  byId('history').showModal();
}

// Editing as a manager

function option(value, text) {
  const made = element('option', text);
  made.value = value;
  return made;
}

async function openEdit(id) {
  const { lead } = await ask('GET', `/sim/leads/${id}`);
  const dialog = byId('edit');
  const form = dialog.querySelector('form').elements;
  byId('edit-title').textContent = `№ ${lead.id}`;
  form.name.value = lead.name;
  form.price.value = lead.price;
  form.step.replaceChildren(...pipelines.map((pipeline) => {
    const group = document.createElement('optgroup');
    group.label = pipeline.name;
    group.append(...pipeline.statuses.filter((status) => !status.unsorted).map((status) => option(`${pipeline.id} ${status.id}`, status.name)));
    return group;
  }));
  form.step.value = `${lead.pipelineId} ${lead.statusId}`;
  form.field.replaceChildren(option('', texts.noField), ...fields.map((field) => option(field.id, field.name)));
  form.value.value = '';
  dialog.querySelector('.problem').textContent = '';
  dialog.querySelector('form').onsubmit = (event) => {
    event.preventDefault();
    save(lead, form);
  };
  dialog.showModal();
}

function typed(field, text) {
  const value = text.trim();
  if (value === '') return null;
  switch (field.type) {
    case 'checkbox': return ['true', '1', texts.yes].includes(value.toLowerCase());
    case 'date': case 'birthday': return `${value}T00:00:00+03:00`;
    case 'date_time': return `${value}:00+03:00`;
    default: return text;
  }
}

async function save(lead, form) {
  const body = {};
  const [pipeline, status] = form.step.value.split(' ').map(Number);
  if (form.name.value !== lead.name) body.name = form.name.value;
  if (Number(form.price.value) !== lead.price) body.price = Number(form.price.value);
  if (status !== lead.statusId || pipeline !== lead.pipelineId) Object.assign(body, { pipeline_id: pipeline, status_id: status });
  const field = fields.find((known) => String(known.id) === form.field.value);
  if (field) body.custom_fields_values = [{ field_id: field.id, values: [{ value: typed(field, form.value.value) }] }];
  try {
    if (Object.keys(body).length) await ask('PATCH', `/sim/leads/${lead.id}`, body);
    byId('edit').close();
  } catch (error) {
    byId('edit').querySelector('.problem').textContent = error.message;
  }
}

// The meter and the faults

function showState(state) {
  const { meter, knobs } = state;
  const cells = Math.max(knobs.rate, Math.min(meter.inLastSecond, 3 * knobs.rate));
  byId('bar').replaceChildren(...Array.from({ length: cells }, (_, i) => {
    const cell = element('span');
    cell.classList.toggle('on', i < meter.inLastSecond);
    cell.classList.toggle('over', i >= knobs.rate);
    return cell;
  }));
  byId('in-second').textContent = say('meterOf', numbers.format(meter.inLastSecond), knobs.rate);
  figure('violations', meter.violations, meter.violations > 0);
  figure('refused', state.refused, state.refused > 0);
  figure('max', meter.maxInWindow, meter.maxInWindow > knobs.rate);
  figure('patches', state.patches);
  byId('per-patch').textContent = state.patches ? numbers.format(Math.round((10 * state.leads) / state.patches) / 10) : '–';
  byId('total').textContent = say('total', numbers.format(state.total));
  showSwitchboard(state);
}

switchboard();
byId('edit').querySelector('.cancel').onclick = () => byId('edit').close();
byId('search').onsubmit = (event) => {
  event.preventDefault();
  load();
};
byId('search').elements.query.onsearch = load;
byId('empty').querySelector('button').onclick = () => {
  byId('search').reset();
  load();
};

connect({ leads: update, state: showState }, async () => {
  fields = await ask('GET', '/sim/fields');
  load();
});
