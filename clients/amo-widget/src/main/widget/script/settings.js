const LOCAL_RDESK = 'http://localhost:4455/crm/v1';

/** Usual fields of a lead that amo-gate writes for RDESK; the setting rdesk_fields overrides them one by one. */
const RDESK_FIELDS = {
  status: '1304923',
  created_at: '1287599',
  paid: '1305167',
  check_in: '1305059',
  check_out: '1305061',
  inn: 'ИНН',
  kpp: 'КПП',
  alias: '',
  note: 'Примечание',
};

/** What the administrator entered, trimmed, with the usual values for what is empty. */
function readSettings(self) {
  const entered = self.get_settings() || {};
  const text = (key, usual = '') => String(entered[key] === undefined || entered[key] === null ? '' : entered[key]).trim() || usual;
  return {
    proxyUrl: text('proxy_url').replace(/\/+$/, ''),
    proxyToken: text('proxy_token'),
    customerField: text('customer_field'),
    phoneField: text('phone_field'),
    genderField: text('gender_field'),
    genderCodes: readPairs(text('gender_codes')),
    birthField: text('birth_field'),
    rdeskUrl: readRdeskUrl(text('rdesk_url')),
    rdeskToken: text('rdesk_token'),
    bookedPipeline: text('rdesk_booked', 'Бронирование'),
    mcPipeline: text('rdesk_mc', 'Мед. центр'),
    rdeskFields: Object.assign({}, RDESK_FIELDS, readPairs(text('rdesk_fields'))),
  };
}

/** `a=1; b=2` as an object; what has no equals sign is left out. */
function readPairs(text) {
  const pairs = {};
  text.split(/[;\n]/).forEach((pair) => {
    const at = pair.indexOf('=');
    if (at > 0) {
      pairs[pair.slice(0, at).trim()] = pair.slice(at + 1).trim();
    }
  });
  return pairs;
}

/** Empty is off, `local` is RDESK's program on this computer, anything else is the address of amo-gate. */
function readRdeskUrl(text) {
  if (text === '' || /^(off|нет|выкл)$/i.test(text)) {
    return '';
  }
  if (text === 'local' || /^https?:\/\/(localhost|127\.0\.0\.1):4455(\/|$)/.test(text)) {
    return LOCAL_RDESK;
  }
  return text.replace(/\/+$/, '').replace(/\/rdesk$/, '') + '/rdesk';
}

/** Whether requests can be sent there. http is for tests and for machines inside. */
function isAddress(text) {
  return /^https?:\/\/[^\s/]+/.test(text);
}
