// Everything that comes from an item is put into the page by textContent: 1C's texts are hostile.
import { ask as request, byId, connect, data, element, locale, numbers, say, showSwitchboard, switchboard, texts } from '/shared.js';

const { statuses, categories } = data;
const money = new Intl.NumberFormat(locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const clock = new Intl.DateTimeFormat(locale, { timeStyle: 'medium', timeZone: 'Europe/Moscow' });
const SHOWN = { deal: 12, contact: 25, company: 25, lead: 25, productsection: 500, product: 500 };

async function ask(...what) {
  try {
    const answer = await request(...what);
    byId('said').textContent = '';
    return answer;
  } catch (error) {
    byId('said').textContent = error.message;
    throw error;
  }
}

// ── faults ───────────────────────────────────────────────────────────────────

let knobs = {};
switchboard();
for (const button of document.querySelectorAll('[data-refusal]')) {
  button.onclick = () => ask('POST', '/sim/refusals', JSON.parse(button.dataset.refusal));
}
for (const button of document.querySelectorAll('[data-closed]')) {
  button.onclick = () => ask('PATCH', '/sim/knobs',
    { closed: knobs.closed === button.dataset.closed ? 'NO' : button.dataset.closed });
}

function pending(state) {
  showSwitchboard(state, state.refusals.map((refusal) => `${refusal.method}: ${refusal.description} × ${refusal.times}`));
  for (const button of document.querySelectorAll('[data-closed]')) {
    button.setAttribute('aria-pressed', String(knobs.closed === button.dataset.closed));
  }
}

// ── limits and calls ─────────────────────────────────────────────────────────

const sum = (counts) => Object.values(counts).reduce((total, count) => total + count, 0);

function figure(name, value, bad) {
  const row = element('div');
  row.append(element('dt', name), element('dd', value, bad ? 'bad' : ''));
  return row;
}

function limits({ bucket, traffic, operating }) {
  const steps = 25;
  byId('bucket').replaceChildren(...Array.from({ length: steps }, (_, i) =>
    element('span', '', bucket.level > (i * knobs.burst) / steps ? (i > steps * 0.8 ? 'over' : 'on') : '')));
  const level = say('bucketLevel', numbers.format(bucket.level), numbers.format(knobs.burst), numbers.format(knobs.rate));
  byId('bucket').setAttribute('aria-label', level);
  byId('bucket-text').textContent = level;
  byId('figures').replaceChildren(
    figure(texts.requests, numbers.format(traffic.total)),
    figure(texts.commands, numbers.format(sum(traffic.commands))),
    figure(texts.refused, numbers.format(bucket.refused), bucket.refused > 0),
    figure(texts.errors, numbers.format(sum(traffic.errors)), sum(traffic.errors) > 0));
  byId('operating').replaceChildren(...Object.entries(operating)
    .sort(([, one], [, other]) => other.operating - one.operating).slice(0, 4)
    .map(([method, { operating: seconds }]) =>
      figure(method, say('seconds', numbers.format(Math.round(seconds)), numbers.format(knobs.operatingSeconds)),
        seconds > knobs.operatingSeconds)));
}

function row(...cells) {
  const made = element('tr');
  made.append(...cells.map((cell) => {
    const td = element('td', typeof cell === 'object' ? '' : cell);
    if (typeof cell === 'object') td.append(cell);
    return td;
  }));
  return made;
}

// On a telephone each cell is a line of its own and says what it is.
function fill(id, rows) {
  const body = byId(id);
  const names = [...body.closest('table').querySelectorAll('th')].map((head) => head.textContent);
  for (const made of rows) [...made.cells].forEach((cell, i) => { cell.dataset.label = names[i]; });
  body.replaceChildren(...rows);
}

function calls(latest) {
  byId('no-calls').hidden = latest.length > 0;
  fill('call-rows', latest.map((call) => {
    const commands = Object.entries(call.commands).map(([name, count]) => `${name} × ${count}`).join(', ');
    const method = call.method === 'batch' ? `batch: ${commands}` : call.method;
    const status = call.refused ? `${call.status}, ${say('refusedOf', call.refused)}` : call.status || texts.none;
    return row(clock.format(new Date(call.at)), method, status, say('took_s', numbers.format(call.seconds)));
  }));
}

// ── items ────────────────────────────────────────────────────────────────────

const named = (item) => item.TITLE || [item.NAME, item.LAST_NAME].filter(Boolean).join(' ') || `#${item.ID}`;
const phones = (item) => (item.PHONE ?? []).map((phone) => phone.VALUE).join(', ');

function link(kind, id, text) {
  const made = element('a', text ?? `#${id}`);
  made.href = `#${kind}-${id}`;
  return made;
}

function pencil(kind, item, field) {
  const button = element('button', texts.edit, 'quiet');
  button.type = 'button';
  button.onclick = () => {
    const dialog = byId('edit');
    byId('edit-label').textContent = texts[field === 'TITLE' ? 'name' : 'firstName'];
    byId('edit-value').value = item[field] ?? '';
    dialog.returnValue = '';
    dialog.onclose = () => dialog.returnValue === 'save'
      && ask('PATCH', `/sim/items/${kind}/${item.ID}`, { fields: { [field]: byId('edit-value').value } });
    dialog.showModal();
  };
  return button;
}

function stage(list, id) {
  return statuses.find((status) => status.list === list && status.id === id)?.name ?? id;
}

function deal(item, contacts, companies) {
  const article = element('article');
  article.id = `deal-${item.ID}`;
  const category = categories.find((one) => String(one.id) === item.CATEGORY_ID);
  const list = item.CATEGORY_ID === '0' ? 'DEAL_STAGE' : `DEAL_STAGE_${item.CATEGORY_ID}`;
  const head = element('h3', named(item));
  head.append(' ', element('small', `#${item.ID}`));
  article.append(head, element('p', `${category?.name ?? ''} → ${stage(list, item.STAGE_ID)}`, 'where'));
  const who = element('p', '', 'meta');
  const links = item.CONTACT_IDS.map((id) => link('contact', id, contacts.get(String(id))));
  if (item.COMPANY_ID) links.unshift(link('company', item.COMPANY_ID, companies.get(item.COMPANY_ID)));
  who.append(...links.flatMap((one, i) => (i ? [', ', one] : [one])));
  article.append(who);
  const rows = element('dl');
  for (const one of item.rows ?? []) {
    const line = element('div');
    line.append(element('dt', one.PRODUCT_NAME || `#${one.PRODUCT_ID}`),
      element('dd', `${money.format(one.PRICE)} × ${numbers.format(one.QUANTITY)} = ${money.format(one.PRICE * one.QUANTITY)}`));
    rows.append(line);
  }
  const total = element('div', '', 'sum');
  total.append(element('dt', texts.sum), element('dd', `${money.format(item.OPPORTUNITY)} ${item.CURRENCY_ID}`));
  rows.append(total);
  article.append(rows, element('p', item.ORIGIN_ID ?? texts.byHand, 'hint'));
  const buttons = element('div', '', 'buttons');
  buttons.append(pencil('deal', item, 'TITLE'));
  article.append(buttons);
  return article;
}

function table(kind, items, ...columns) {
  byId(`no-${kind}`).hidden = items.length > 0;
  fill(`${kind}-rows`, items.map((item) => {
    const made = row(item.ID, ...columns.map((column) => column(item)), item.ORIGIN_ID ?? texts.byHand);
    made.id = `${kind}-${item.ID}`;
    return made;
  }));
}

function branch(parent, sections, products) {
  const list = element('ul');
  for (const section of sections.filter((one) => (one.SECTION_ID ?? '') === parent)) {
    const item = element('li', section.NAME);
    item.append(branch(section.ID, sections, products));
    list.append(item);
  }
  for (const product of products.filter((one) => (one.SECTION_ID ?? '') === parent)) {
    const item = element('li', product.NAME, 'leaf');
    if (product.PRICE) item.append(' ', element('span', `${money.format(product.PRICE)} ${product.CURRENCY_ID}`, 'total'));
    list.append(item);
  }
  return list;
}

async function refresh() {
  const all = {};
  for (const kind of Object.keys(SHOWN)) all[kind] = await ask('GET', `/sim/items/${kind}?limit=${SHOWN[kind]}`);
  const titles = (items) => new Map(items.map((item) => [item.ID, named(item)]));
  const [contacts, companies] = [titles(all.contact), titles(all.company)];
  byId('deal-list').replaceChildren(...all.deal.map((item) => deal(item, contacts, companies)));
  byId('no-deals').hidden = all.deal.length > 0;
  byId('no-products').hidden = all.productsection.length + all.product.length > 0;
  const name = (kind, field) => (item) => {
    const cell = element('span', `${named(item)} `);
    cell.append(pencil(kind, item, field));
    return cell;
  };
  table('contact', all.contact, name('contact', 'NAME'), phones,
    (item) => (item.COMPANY_ID ? link('company', item.COMPANY_ID, companies.get(item.COMPANY_ID)) : ''));
  table('company', all.company, name('company', 'TITLE'), phones);
  table('lead', all.lead, name('lead', 'TITLE'), (item) => stage('STATUS', item.STATUS_ID),
    (item) => money.format(item.OPPORTUNITY));
  byId('tree').replaceChildren(branch('', all.productsection.toReversed(), all.product.toReversed()));
}

let version = -1;
let refreshing = false;
async function follow(state) {
  for (const kind of ['deal', 'contact', 'company', 'lead', 'product']) {
    byId(`${kind}-total`).textContent = say('total', numbers.format(state.items[kind]));
  }
  if (state.version === version || refreshing) return;
  refreshing = true;
  const seen = state.version;
  try {
    await refresh();
    version = seen;
  } finally {
    // At most once a second: a portal that is being filled changes all the time.
    setTimeout(() => { refreshing = false; if (latest.version !== version) follow(latest); }, 1000);
  }
}

let latest = {};
function show(state) {
  latest = state;
  knobs = state.knobs;
  limits(state);
  pending(state);
  calls(state.calls);
  follow(state);
}

connect({ state: show });
