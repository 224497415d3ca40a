import { ask, byId, connect, data, element, figure, locale, numbers, say, showSwitchboard, switchboard, texts } from '/shared.js';

const { path, callsPath, changesPath } = data;
const MAX_CARDS = 60;
const MAX_CELLS = 40;
const day = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' });
const clock = new Intl.DateTimeFormat(locale, { dateStyle: 'short', timeStyle: 'medium' });

let version = -1;
let callsVersion = -1;
let changesVersion = -1;
let seen = new Map();

// Documents and hours

function card(paper) {
  const article = byId('document').content.firstElementChild.cloneNode(true);
  const lead = paper.numberAmo ? ` ${say('lead', paper.numberAmo)}` : '';
  article.querySelector('h3').replaceChildren(say('number', paper.number), element('small', lead));
  const rows = [
    ['when', `${day.format(new Date(paper.date))}, ${paper.time}`],
    ['doctor', paper.doctor],
    ['customer', paper.customer],
    ['tel', paper.tel],
    ['gender', paper.gender],
    ['dateOfBirth', paper.dateOfBirth],
  ].filter(([, value]) => value);
  article.querySelector('dl').replaceChildren(...rows.map(([name, value]) => {
    const row = element('div');
    row.append(element('dt', texts[name]), element('dd', value));
    return row;
  }));
  article.classList.toggle('deleted', paper.deleted);
  article.classList.toggle('fresh', seen.size > 0 && seen.get(paper.number) !== paper.writes);
  const state = paper.deleted ? texts.deleted : say('written', paper.writes);
  article.querySelector('.meta').textContent = `${clock.format(new Date(paper.changedAt))} · ${state}`;
  const button = article.querySelector('button');
  button.hidden = paper.deleted;
  button.onclick = () => ask('DELETE', `/sim/documents/${paper.number}`);
  return article;
}

async function showDocuments() {
  const papers = await ask('GET', '/sim/documents');
  byId('list').replaceChildren(...papers.slice(0, MAX_CARDS).map(card));
  byId('empty').hidden = papers.length > 0;
  byId('total').textContent = say('total', numbers.format(papers.length));
  seen = new Map([[null, 0], ...papers.map((paper) => [paper.number, paper.writes])]);
}

// Calls that 1C was told of

function callCard(call) {
  const article = byId('document').content.firstElementChild.cloneNode(true);
  const last = call.steps.at(-1);
  article.querySelector('h3').replaceChildren(
    `${texts[`direction_${call.direction}`]} ${call.phone || texts.hidden}`,
    element('small', call.line ? ` ${say('line', call.line)}` : ''));
  article.querySelector('dl').replaceChildren(...call.steps.map((step) => {
    const row = element('div');
    const length = step.seconds ? `, ${say('seconds', numbers.format(step.seconds))}` : '';
    row.append(element('dt', step.ext), element('dd', `${texts[`step_${step.step}`]}${length}`));
    return row;
  }));
  article.querySelector('.meta').textContent = `${clock.format(new Date(last.at))} · callid ${call.callid}`;
  article.querySelector('.buttons').remove();
  return article;
}

async function showCalls() {
  const calls = await ask('GET', '/sim/calls');
  byId('calls-list').replaceChildren(...calls.slice(0, MAX_CARDS).map(callCard));
  byId('no-calls').hidden = calls.length > 0;
}

function showTold(told) {
  const sum = (...names) => names.reduce((all, name) => all + (told[name] ?? 0), 0);
  const refused = Object.keys(told).filter((name) => name.startsWith('refused.'));
  byId('told').textContent = say('told',
    numbers.format(sum('INCOMING', 'OUTGOING', 'ACCEPTED', 'CANCELLED', 'COMPLETED', 'SUCCESS', 'MISSED')),
    numbers.format(sum('contacts')), numbers.format(sum('repeats')), numbers.format(sum(...refused)));
}

async function showHours() {
  const date = byId('date').value;
  const hours = date ? await ask('GET', `/sim/hours?date=${encodeURIComponent(date)}`) : {};
  byId('hours').replaceChildren(...Object.entries(hours).map(([doctor, free]) => {
    const row = element('div');
    const list = element('dd');
    list.append(...free.map((hour) => element('span', hour, 'hour')));
    row.append(element('dt', doctor), list);
    return row;
  }));
  byId('no-hours').hidden = Object.keys(hours).length > 0;
}

function refresh() {
  return Promise.all([showDocuments(), showHours()]);
}

// What 1C changed and Bitrix24 has not been told of

const examples = {
  contact: () => ({ fields: { NAME: texts.sampleName, LAST_NAME: texts.sampleLastName, PHONE: ['+79990000001'] } }),
  company: () => ({ fields: { TITLE: texts.sampleCompany } }),
  lead: () => ({ fields: { TITLE: texts.sampleLead, NAME: texts.sampleName } }),
  deal: () => ({
    fields: { TITLE: texts.sampleDeal },
    rows: [{ PRODUCT_NAME: texts.sampleProduct, PRICE: 1500, QUANTITY: 2 }],
  }),
  productsection: () => ({ fields: { NAME: texts.sampleSection } }),
  product: () => ({ fields: { NAME: texts.sampleProduct, PRICE: 1500, CURRENCY_ID: 'RUB' } }),
};

function write(object) {
  byId('object').value = JSON.stringify(object, null, 2);
  byId('change-problem').textContent = '';
}

function example() {
  const entity = byId('entity').value;
  write({ entity, originId: crypto.randomUUID(), ...examples[entity]() });
}

async function register(event) {
  event.preventDefault();
  let object;
  try {
    object = JSON.parse(byId('object').value);
  } catch (wrong) {
    byId('change-problem').textContent = say('notJson', wrong.message);
    return;
  }
  try {
    await ask('POST', '/sim/changes', object);
    byId('change-problem').textContent = '';
  } catch (refused) {
    byId('change-problem').textContent = refused.message;
  }
}

function shown(value) {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function changeCard({ object, changedAt, message }) {
  const article = byId('document').content.firstElementChild.cloneNode(true);
  const kind = texts[`entity_${object.entity}`] ?? object.entity;
  article.querySelector('h3').textContent = kind;
  const rows = [['originId', object.originId], ...Object.entries(object.fields ?? {}),
    ...['refs', 'rows', 'category', 'force'].filter((name) => name in object).map((name) => [name, object[name]])];
  article.querySelector('dl').replaceChildren(...rows.map(([name, value]) => {
    const row = element('div');
    row.append(element('dt', name), element('dd', shown(value)));
    return row;
  }));
  const state = message ? say('sentIn', numbers.format(message)) : texts.notSent;
  article.querySelector('.meta').textContent = `${clock.format(new Date(changedAt))} · ${state}`;
  const button = article.querySelector('button');
  button.textContent = texts.changeAgain;
  button.onclick = () => {
    byId('entity').value = object.entity;
    write(object);
    byId('object').focus();
  };
  return article;
}

async function showChanges() {
  const { registered, confirmed, received } = await ask('GET', '/sim/changes');
  byId('changes-list').replaceChildren(...registered.slice(0, MAX_CARDS).map(changeCard));
  byId('no-changes').hidden = registered.length > 0;
  byId('confirmed').textContent = say('confirmed',
    numbers.format(registered.length), numbers.format(confirmed), numbers.format(received));
}

byId('entity').onchange = example;
byId('change').onsubmit = register;
example();

// Sessions and faults

function showState(state) {
  const { calls, knobs } = state;
  const cells = Math.min(MAX_CELLS, Math.max(knobs.sessions, calls.underWay, 1));
  byId('bar').replaceChildren(...Array.from({ length: cells }, (_, i) => {
    const cell = element('span');
    cell.classList.toggle('on', i < calls.underWay);
    return cell;
  }));
  byId('sessions').textContent = knobs.sessions
    ? say('sessionsOf', numbers.format(calls.underWay), numbers.format(knobs.sessions))
    : say('sessionsFree', numbers.format(calls.underWay));
  figure('doctors', calls.doctors);
  figure('document-calls', calls.documents);
  figure('pages', calls.pages);
  figure('most', calls.mostUnderWay);
  figure('unlicensed', calls.unlicensed, calls.unlicensed > 0);
  figure('unauthorized', calls.unauthorized, calls.unauthorized > 0);
  showSwitchboard(state);
  showTold(state.told);
  if (state.callsVersion !== callsVersion) {
    callsVersion = state.callsVersion;
    showCalls();
  }
  if (state.changesVersion !== changesVersion) {
    changesVersion = state.changesVersion;
    showChanges();
  }
  if (state.version !== version) {
    version = state.version;
    refresh();
  }
}

// Each by its path: bitrix-sync asks for changes all the time and would meet what is meant for others.
switchboard({ METHOD: path, CALLS: callsPath, CHANGES: changesPath });
byId('date').onchange = showHours;

// The next day on which somebody works.
const next = new Date(Date.now() + 86_400_000);
if (next.getDay() === 0) next.setDate(next.getDate() + 1);
byId('date').value = `${next.getFullYear()}-${String(next.getMonth() + 1).padStart(2, '0')}-${String(next.getDate()).padStart(2, '0')}`;
byId('path').textContent = path;
byId('calls-path').textContent = callsPath;
byId('changes-path').textContent = changesPath;
connect({ state: showState }, () => {
  version = -1;
  callsVersion = -1;
  changesVersion = -1;
});
