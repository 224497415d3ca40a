/** amoCRM's id of the open lead; 0 until the lead is saved. Asked anew each time: saving gives it one. */
function currentLeadId() {
  const data = (window.AMOCRM && window.AMOCRM.data) || (window.APP && window.APP.data) || {};
  const id = Number((data.current_card || {}).id);
  return Number.isSafeInteger(id) && id > 0 ? id : 0;
}

/** The pipeline's caption as the card shows it: amoCRM's list of pipelines is open to administrators only. */
function currentPipeline() {
  const shown = Array.from(document.querySelectorAll('.pipeline-select__caption-text'))
    .find((caption) => caption.offsetParent !== null);
  return shown ? (shown.getAttribute('title') || shown.textContent || '').trim() : '';
}

/** The lead, with its main contact and company, as amoCRM's own API gives them to the person's session. */
async function readCard(leadId) {
  const lead = await readOwn('/api/v4/leads/' + leadId + '?with=contacts');
  const parts = lead._embedded || {};
  const contacts = parts.contacts || [];
  const main = contacts.find((contact) => contact.is_main) || contacts[0];
  const company = (parts.companies || [])[0];
  return {
    lead,
    contact: main ? await readOwn('/api/v4/contacts/' + Number(main.id)) : {},
    company: company ? await readOwn('/api/v4/companies/' + Number(company.id)) : {},
  };
}

async function readOwn(path) {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), 10000);
  try {
    const answer = await fetch(path, { credentials: 'same-origin', headers: { Accept: 'application/json' }, signal: stop.signal });
    if (answer.status === 204) {
      return {};
    }
    if (!answer.ok) {
      throw new Error('amoCRM answered ' + answer.status);
    }
    return (await answer.json()) || {};
  } finally {
    clearTimeout(timer);
  }
}

// ── fields ──

/** The custom field with this id, code or name; undefined if the entity has no such field filled. */
function findField(entity, wanted) {
  const same = (a) => a !== null && a !== undefined && String(a).trim().toLowerCase() === wanted.toLowerCase();
  return (entity.custom_fields_values || [])
    .find((field) => same(field.field_id) || same(field.field_code) || same(field.field_name));
}

function fieldValues(field) {
  return ((field && field.values) || []).map((entry) => entry.value).filter((value) => value !== null && value !== undefined);
}

/** The first value of a field: `lead:1208395` is the lead's, `company:…` the company's, anything else the contact's. */
function cardValue(card, wanted) {
  const [, where, field] = /^(?:(lead|contact|company):)?(.*)$/.exec(wanted);
  const entity = card[where || 'contact'];
  if (field.toLowerCase() === 'name') {
    return entity.name || '';
  }
  const value = fieldValues(findField(entity, field.trim()))[0];
  return value === undefined ? '' : value;
}

/** `YYYY-MM-DD` of what amoCRM calls a date: a Unix time, ISO text, or 17.05.1990; otherwise empty. */
function isoDate(value) {
  if (typeof value === 'number' || /^-?\d{5,}$/.test(value)) {
    // A date is midnight of the account's zone, which the browser does not know. Noon of that day has the same
    // date in every zone from −11 to +12.
    const noon = new Date((Number(value) + 12 * 3600) * 1000);
    return Number.isNaN(noon.getTime()) ? '' : noon.toISOString().slice(0, 10);
  }
  const iso = /^(\d{4})-(\d{2})-(\d{2})/.exec(value);
  const dotted = /^(\d{2})\.(\d{2})\.(\d{4})/.exec(value);
  return iso ? iso[0] : dotted ? dotted[3] + '-' + dotted[2] + '-' + dotted[1] : '';
}
