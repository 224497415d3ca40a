// What a developer writes with the SDK: find by ORIGIN_ID, add or update by batches. Input and output are JSON.
import { readFileSync } from 'node:fs';
import { ApiVersion, B24Hook, ParamsFactory } from '@bitrix24/b24jssdk';

const { portal, webhook, timeScale, contacts } = JSON.parse(readFileSync(0, 'utf8'));
const { version } = JSON.parse(readFileSync('node_modules/@bitrix24/b24jssdk/package.json', 'utf8'));

const usual = ParamsFactory.getDefault();
const b24 = B24Hook.fromWebhookUrl(`${portal.replace('http:', 'https:')}/${webhook}`, {
  restrictionParams: {
    ...usual,
    rateLimit: { ...usual.rateLimit, drainRate: usual.rateLimit.drainRate * timeScale },
    operatingLimit: { ...usual.operatingLimit, windowMs: usual.operatingLimit.windowMs / timeScale },
  },
});
let requests = 0;
b24.getHttpClient(ApiVersion.v2).ajaxClient.interceptors.request.use((config) => {
  requests += 1;
  const url = config.url.replace('https:', 'http:');
  return { ...config, url, baseURL: config.baseURL?.replace('https:', 'http:') };
});

let firstError = '';
let failed = 0;

function complain(response, wanted, got) {
  failed += wanted - got;
  if (!response.isSuccess && !firstError) [firstError] = response.getErrorMessages();
}

function chunks(all, size) {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, i) => all.slice(i * size, (i + 1) * size));
}

async function batch(calls) {
  return calls.length === 0
    ? { isSuccess: true, getData: () => [] }
    : b24.actions.v2.batchByChunk.make({ calls, options: { isHaltOnError: false } });
}

const multifields = (fields) => Object.fromEntries(Object.entries(fields).map(([name, value]) =>
  [name, Array.isArray(value) ? value.map((one) => ({ VALUE: one, VALUE_TYPE: 'WORK' })) : value]));

const start = performance.now();
const lists = chunks(contacts, 50).map((some) => ['crm.contact.list',
  { filter: { '@ORIGIN_ID': some.map((one) => one.originId) }, select: ['ID', 'ORIGIN_ID'], start: -1 }]);
const found = await batch(lists);
complain(found, 0, 0);
const ids = new Map(found.getData().flat().map((row) => [row.ORIGIN_ID, row.ID]));

const fresh = contacts.filter((one) => !ids.has(one.originId));
const known = contacts.filter((one) => ids.has(one.originId));
const additions = await batch(fresh.map((one) =>
  ['crm.contact.add', { fields: { ORIGIN_ID: one.originId, ...multifields(one.fields) } }]));
const added = additions.getData().length;
complain(additions, fresh.length, added);
const updates = await batch(known.map((one) =>
  ['crm.contact.update', { id: ids.get(one.originId), fields: multifields(one.fields) }]));
const updated = updates.getData().length;
complain(updates, known.length, updated);

console.log(JSON.stringify({
  peer: `b24jssdk-${version}`,
  contacts: contacts.length,
  requests,
  added,
  updated,
  failed,
  firstError,
  seconds: (performance.now() - start) / 1000,
}));
process.exit(0);
