const RDESK_MILLIS = 20000;
const RDESK_STATUSES = ['booked', 'checkin', 'checkout', 'cancel', 'waiting'];

/** RDESK's button, or what RDESK has answered; nothing if it is switched off or the pipeline is another one. */
function drawRdesk(self, settings, words, root, life) {
  const funnel = rdeskFunnel(settings);
  if (settings.rdeskUrl === '' || funnel === null) {
    return;
  }
  const texts = words('rdesk');
  const errors = words('errors');
  const content = element('div', { class: 'mosty__rdesk-content' });
  const { box: messages, say } = messageBox();
  root.append(element('section', { class: 'mosty__rdesk' },
    element('div', { class: 'mosty__title' }, texts('title')), content, messages));

  const button = element('button', { type: 'button', class: 'mosty__button mosty__button_quiet', 'data-action': 'rdesk' }, texts('send_' + funnel));
  const refresh = element('button', { type: 'button', class: 'mosty__link', 'data-action': 'rdesk-refresh' }, texts('refresh'));

  /** The summary once RDESK has filled the lead, the button until then. */
  async function show() {
    const leadId = currentLeadId();
    const lead = leadId === 0 ? {} : (await readCard(leadId)).lead;
    if (life.over) {
      return;
    }
    const summary = rdeskSummary(funnel, lead, settings.rdeskFields);
    content.replaceChildren(...(summary === null ? [button] : [drawSummary(summary, texts), refresh]));
  }

  async function send() {
    const leadId = currentLeadId();
    if (leadId === 0) {
      say('error', words('card')('unsaved'));
      return;
    }
    say('busy', texts('sending'));
    const card = await readCard(leadId).catch((fault) => {
      console.error('mosty widget', fault);
      return null;
    });
    if (card === null) {
      say('error', errors('contact'));
      return;
    }
    const body = funnel === 'booked' ? bookedRequest(leadId, card, settings) : mcRequest(leadId, card, settings);
    const refusal = await sendToRdesk(self, settings, funnel === 'booked' ? 'request' : 'ch1', body, texts, errors);
    if (!life.over) {
      say(refusal === '' ? 'ok' : 'error', refusal === '' ? texts('sent') : refusal);
      content.replaceChildren(...(refusal === '' ? [button, refresh] : [button]));
    }
  }

  let sending = false;
  button.addEventListener('click', () => {
    if (!sending) {
      sending = true;
      button.disabled = true;
      shielded(send).finally(() => {
        sending = false;
        button.disabled = false;
      });
    }
  });
  refresh.addEventListener('click', () => {
    say();
    shielded(show);
  });
  content.append(button);
  shielded(show);

  function shielded(action) {
    return Promise.resolve().then(action).catch((fault) => {
      console.error('mosty widget', fault);
      say('error', errors('contact'));
    });
  }
}

/** `booked`, `mc` or null, by the pipeline's caption. */
function rdeskFunnel(settings) {
  const shown = currentPipeline().toLowerCase();
  return shown === '' ? null
    : shown === settings.bookedPipeline.toLowerCase() ? 'booked'
      : shown === settings.mcPipeline.toLowerCase() ? 'mc' : null;
}

// ── what RDESK gets ──

function bookedRequest(leadId, card, settings) {
  const patient = readPatient(card, settings);
  const field = (name) => leadField(card, settings.rdeskFields[name]);
  return {
    id: String(leadId),
    main_contact: { name: patient.customer, phones: patient.phones.slice(0, 1).map(withoutPlus), emails: patient.emails.slice(0, 1) },
    contractor: {
      inn: field('inn'),
      kpp: field('kpp'),
      alias: settings.rdeskFields.alias === '' ? card.company.name || '' : field('alias'),
    },
    check_in: isoDate(field('check_in')),
    check_out: isoDate(field('check_out')),
    client_note: field('note'),
  };
}

function mcRequest(leadId, card, settings) {
  const patient = readPatient(card, settings);
  return {
    id: String(leadId),
    main_contact: {
      name: patient.customer,
      phone: withoutPlus(patient.phones[0] || ''),
      email: patient.emails[0] || '',
      sex: sexLetter(patient.gender),
      birthday: patient.birth,
    },
  };
}

const withoutPlus = (phone) => phone.replace(/^\+/, '');

/** A field named without `contact:` or `company:` is the lead's; ИНН and КПП may also stand at the company. */
function leadField(card, wanted) {
  if (wanted === '') {
    return '';
  }
  if (/^(lead|contact|company):/.test(wanted)) {
    return String(cardValue(card, wanted));
  }
  const ofLead = cardValue(card, 'lead:' + wanted);
  return String(ofLead === '' ? cardValue(card, 'company:' + wanted) : ofLead);
}

/**
 * Sends and says what went wrong; empty if nothing did. RDESK's program on this computer sends no CORS headers, so its
 * answer cannot be read: that it was reached is all there is to know.
 */
async function sendToRdesk(self, settings, button, body, texts, errors) {
  const url = settings.rdeskUrl + '/' + button;
  if (!isAddress(url)) {
    return errors('rdesk_url');
  }
  if (settings.rdeskUrl === LOCAL_RDESK) {
    try {
      await fetch(url, { method: 'POST', mode: 'no-cors', credentials: 'omit', body: JSON.stringify(body) });
      return '';
    } catch (fault) {
      return texts('local_refused');
    }
  }
  const answer = await postToGate(self, settings, url, body, RDESK_MILLIS);
  return answer.status >= 200 && answer.status < 300 ? '' : refusalText(answer, errors, errors('unknown_rdesk'));
}

// ── what RDESK has answered ──

/** What the summary shows; null until RDESK has filled the status (booked) or the time of creation (mc). */
function rdeskSummary(funnel, lead, fields) {
  const value = (name) => fieldValues(findField(lead, fields[name]))[0];
  const filled = value(funnel === 'booked' ? 'status' : 'created_at');
  if (filled === undefined || String(filled).trim() === '') {
    return null;
  }
  const total = Number(lead.price) || 0;
  const paid = Number(value('paid')) || 0;
  return {
    funnel,
    filled,
    total,
    paid,
    percent: paidPercent(paid, total),
    checkIn: isoDate(value('check_in') || ''),
    checkOut: isoDate(value('check_out') || ''),
  };
}

/** Something paid where nothing is due counts as paid. */
function paidPercent(paid, total) {
  return total > 0 ? Math.round((paid / total) * 100) : paid > 0 ? 100 : 0;
}

function paidLevel(percent) {
  return percent <= 0 ? 'none'
    : percent <= 25 ? 'low'
      : percent <= 50 ? 'medium'
        : percent < 100 ? 'high'
          : percent === 100 ? 'full' : 'overfull';
}

function drawSummary(summary, texts) {
  const lines = summary.funnel === 'booked'
    ? [[texts('status'), statusText(summary.filled, texts)], [texts('stay'), stayText(summary)]]
    : [[texts('created_at'), dateTimeText(summary.filled)]];
  const list = element('dl', { class: 'mosty__facts' });
  lines.filter(([, text]) => text !== '').forEach(([name, text]) =>
    list.append(element('dt', {}, name), element('dd', {}, text)));
  const level = paidLevel(summary.percent);
  const bar = element('div', {
    class: 'mosty__bar mosty__bar_' + level,
    role: 'progressbar',
    'aria-valuemin': '0',
    'aria-valuemax': '100',
    'aria-valuenow': String(Math.min(summary.percent, 100)),
    'aria-label': texts('percent', { percent: summary.percent }),
  }, element('span', { class: 'mosty__bar-fill' }));
  bar.firstChild.style.width = Math.min(Math.max(summary.percent, 0), 100) + '%';
  const paid = element('div', { class: 'mosty__paid' },
    element('span', {}, texts('paid', { paid: roubles(summary.paid), total: roubles(summary.total) })),
    element('span', {}, summary.percent + ' %'));
  return element('div', { class: 'mosty__summary' }, list, bar, paid);
}

function statusText(status, texts) {
  const code = String(status).trim();
  return RDESK_STATUSES.includes(code) ? texts('status_' + code) : code;
}

function stayText({ checkIn, checkOut }) {
  return [checkIn, checkOut].filter((date) => date !== '').map((date) => date.split('-').reverse().join('.')).join(' – ');
}

function dateTimeText(value) {
  const moment = typeof value === 'number' || /^\d+$/.test(value) ? new Date(Number(value) * 1000) : new Date(value);
  return Number.isNaN(moment.getTime()) ? String(value)
    : moment.toLocaleString('ru-RU', { day: '2-digit', month: '2-digit', year: 'numeric', hour: '2-digit', minute: '2-digit' });
}

function roubles(sum) {
  return sum.toLocaleString('ru-RU', { maximumFractionDigits: 2 }) + ' ₽';
}
