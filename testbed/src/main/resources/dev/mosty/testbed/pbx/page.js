import { ask as request, byId, connect, element, locale, numbers, say, showSwitchboard, switchboard, texts } from '/shared.js';

const clock = new Intl.DateTimeFormat(locale, { timeStyle: 'medium' });
const GROUP = ['100', '101', '102'];

async function ask(...what) {
  byId('said').textContent = '';
  try {
    return await request(...what);
  } catch (error) {
    byId('said').textContent = error.message;
    throw error;
  }
}

function begin(incoming, exts, phone) {
  return ask('POST', '/sim/lines', { incoming, exts, phone });
}

const phone = () => byId('phone').value.trim();
const ext = () => byId('ext').value.trim();

byId('incoming').onclick = () => begin(true, [ext()], phone());
byId('outgoing').onclick = () => begin(false, [ext()], phone());
byId('group').onclick = () => begin(true, [...new Set([ext(), ...GROUP])], phone());
byId('missed').onclick = async () => {
  const line = await begin(true, [ext()], phone());
  setTimeout(() => ask('POST', `/sim/lines/${line.id}/end`, {}), 4000);
};
byId('unknown').onclick = () => begin(true, [ext()], `7000${String(Date.now()).slice(-7)}`);
byId('transfer').onclick = async () => {
  const { responsible } = await ask('POST', '/sim/transfer', { phone: phone() });
  byId('said').textContent = responsible ? say('responsible', responsible) : texts.nobody;
};
for (const button of document.querySelectorAll('[data-day]')) {
  button.onclick = () => ask('POST', '/sim/day',
    { ...JSON.parse(button.dataset.day), seed: Math.floor(Date.now() / 1000) });
}
switchboard();

function press(text, what) {
  const button = element('button', text);
  button.type = 'button';
  button.onclick = what;
  return button;
}

function card(line) {
  const article = byId('line').content.firstElementChild.cloneNode(true);
  article.querySelector('h3').textContent = say(line.incoming ? 'from' : 'to', line.phone || texts.hidden);
  const where = line.state === 'TALKING' ? line.talker : line.exts.join(', ');
  article.querySelector('.meta').textContent = `${clock.format(new Date(line.since))} · ${say(`state_${line.state}`, where)}`;
  const buttons = article.querySelector('.buttons');
  if (line.state === 'RINGING') {
    buttons.append(...line.exts.map((at) =>
      press(say('answer', at), () => ask('POST', `/sim/lines/${line.id}/answer`, { ext: at }))));
  }
  if (line.state !== 'OVER') buttons.append(press(texts.end, () => ask('POST', `/sim/lines/${line.id}/end`, {})));
  return article;
}

function show(state) {
  const { lines, said, day } = state;
  byId('list').replaceChildren(...lines.slice(0, 12).map(card));
  byId('empty').hidden = lines.length > 0;
  byId('no-told').hidden = said.length > 0;
  byId('told').replaceChildren(...said.map((one) => {
    const row = element('div');
    row.append(element('dt', `${clock.format(new Date(one.at))} → ${one.status || texts.silent}`), element('dd', one.query));
    return row;
  }));
  const progress = day.progress;
  byId('progress').textContent = day.calls
    ? say('progress', numbers.format(progress.callsOver), numbers.format(day.calls), numbers.format(progress.told),
      numbers.format(progress.again), numbers.format(progress.lost))
    : texts.noDay;
  showSwitchboard(state);
}

connect({ state: show });
