// Everything that comes from a document is put into the page by textContent: values are hostile.
const { texts, path, callsPath } = JSON.parse(document.getElementById('data').textContent);
const MAX_CARDS = 60;
const MAX_CELLS = 40;
const byId = (id) => document.getElementById(id);
const say = (key, ...values) => values.reduce((text, value, i) => text.replace(`{${i}}`, value), texts[key] ?? key);
const locale = texts.lang === 'en' ? 'en-GB' : texts.lang;
const numbers = new Intl.NumberFormat(locale);
const day = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' });
const clock = new Intl.DateTimeFormat(locale, { dateStyle: 'short', timeStyle: 'medium' });

let version = -1;
let callsVersion = -1;
let seen = new Map();

function element(tag, text, className) {
  const made = document.createElement(tag);
  made.textContent = text ?? '';
  if (className) made.className = className;
  return made;
}

async function ask(method, address, body) {
  const answer = await fetch(address, { method, body: body && JSON.stringify(body) });
  const json = await answer.json();
  if (!answer.ok) throw new Error(json.error);
  return json;
}

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

// Sessions and faults

function showState(state) {
  const { calls, knobs, faults } = state;
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
  figure('most', calls.mostUnderWay);
  figure('unlicensed', calls.unlicensed, calls.unlicensed > 0);
  figure('unauthorized', calls.unauthorized, calls.unauthorized > 0);
  for (const button of document.querySelectorAll('[data-knob]')) {
    button.setAttribute('aria-pressed', String(String(knobs[button.dataset.knob]) !== button.dataset.off));
  }
  const waiting = faults.map((fault) => `${say(`effect_${fault.effect}`, fault.status)} × ${fault.times}`);
  byId('pending').textContent = waiting.length ? `${texts.pending} ${waiting.join(', ')}` : texts.nothingPending;
  showTold(state.told);
  if (state.callsVersion !== callsVersion) {
    callsVersion = state.callsVersion;
    showCalls();
  }
  if (state.version !== version) {
    version = state.version;
    refresh();
  }
}

function figure(id, value, bad = false) {
  byId(id).textContent = numbers.format(value);
  byId(id).classList.toggle('bad', bad);
}

for (const button of document.querySelectorAll('[data-knob]')) {
  button.onclick = () => {
    const on = button.getAttribute('aria-pressed') !== 'true';
    ask('PATCH', '/sim/knobs', { [button.dataset.knob]: JSON.parse(on ? button.dataset.on : button.dataset.off) });
  };
}
for (const button of document.querySelectorAll('[data-fault]')) {
  button.onclick = () => {
    const fault = JSON.parse(button.dataset.fault);
    if (fault.path === 'CALLS') fault.path = callsPath;
    ask('POST', '/sim/faults', fault);
  };
}
byId('clear').onclick = () => ask('DELETE', '/sim/faults');
byId('date').onchange = showHours;

function connect() {
  const connection = byId('connection');
  const events = new EventSource('/sim/events');
  events.onopen = () => {
    connection.className = 'connection online';
    connection.textContent = texts.online;
    version = -1;
    callsVersion = -1;
  };
  events.onerror = () => {
    connection.className = 'connection offline';
    connection.textContent = texts.offline;
  };
  events.addEventListener('state', (event) => showState(JSON.parse(event.data)));
}

// The next day on which somebody works.
const next = new Date(Date.now() + 86_400_000);
if (next.getDay() === 0) next.setDate(next.getDate() + 1);
byId('date').value = `${next.getFullYear()}-${String(next.getMonth() + 1).padStart(2, '0')}-${String(next.getDate()).padStart(2, '0')}`;
byId('path').textContent = path;
byId('calls-path').textContent = callsPath;
connect();
