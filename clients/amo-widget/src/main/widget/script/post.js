const PLAIN_KEPT = 'mosty.plain-token';
const PLAIN_KEPT_MILLIS = 24 * 3600 * 1000;

/**
 * Posts to one of our services. With amoCRM's one-time token where amoCRM offers it; if the service knows no such tokens
 * (401: nothing was done), or there are none, with the token of the settings. That it knows none is kept for a day,
 * since a service slows down an address that keeps coming with wrong tokens.
 *
 * @param plain how to post with the settings' token; null if they have none
 * @returns {Promise<{status: number, text: string}>} status 0: no answer; −1: none in time
 */
async function postAuthorized(self, url, body, millis, plain) {
  const oneTime = typeof self.$authorizedAjax === 'function';
  if (oneTime && !(plain !== null && plainIsKept(new URL(url).origin))) {
    const answer = await postOneTime(self, url, body, millis);
    if (answer.status !== 401 || plain === null) {
      return answer;
    }
    keepPlain(new URL(url).origin);
  }
  return plain === null ? { status: 401, text: '' } : plain();
}

/** amo-proxy takes its token in the body. */
function postToProxy(self, settings, method, body, millis) {
  const url = settings.proxyUrl + '/API/' + method;
  return postAuthorized(self, url, body, millis, settings.proxyToken === '' ? null
    : () => post(url, Object.assign({ token: settings.proxyToken }, body), millis));
}

/** amo-gate takes its token in the address: a header of our own would not pass its CORS rules. */
function postToGate(self, settings, url, body, millis) {
  return postAuthorized(self, url, body, millis, settings.rdeskToken === '' ? null
    : () => post(url + '?token=' + encodeURIComponent(settings.rdeskToken), body, millis));
}

/** amoCRM's own ajax: it is jQuery's, plus the header X-Auth-Token. */
function postOneTime(self, url, body, millis) {
  return new Promise((resolve) => {
    // jQuery's timeout does not count the fetching of the token.
    const timer = setTimeout(() => resolve({ status: -1, text: '' }), millis + 5000);
    const done = (answer) => {
      clearTimeout(timer);
      resolve(answer);
    };
    try {
      self.$authorizedAjax({
        url,
        method: 'POST',
        contentType: 'application/json; charset=utf-8',
        data: JSON.stringify(body),
        dataType: 'text',
        timeout: millis,
      }).then(
        (text) => done({ status: 200, text: typeof text === 'string' ? text : JSON.stringify(text) }),
        (xhr, why) => done(why === 'timeout'
          ? { status: -1, text: '' }
          : { status: (xhr && xhr.status) || 0, text: (xhr && xhr.responseText) || '' }),
      );
    } catch (fault) {
      console.error('mosty widget', fault);
      done({ status: 0, text: '' });
    }
  });
}

async function post(url, body, millis) {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), millis);
  try {
    const answer = await fetch(url, {
      method: 'POST',
      credentials: 'omit',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
      signal: stop.signal,
    });
    return { status: answer.status, text: await answer.text() };
  } catch (fault) {
    return { status: stop.signal.aborted ? -1 : 0, text: '' };
  } finally {
    clearTimeout(timer);
  }
}

/** The object that the text holds, or null. */
function readJson(text) {
  try {
    const read = JSON.parse(text);
    return read !== null && typeof read === 'object' && !Array.isArray(read) ? read : null;
  } catch (fault) {
    return null;
  }
}

/**
 * The server's own sentence where it gives one, otherwise ours.
 *
 * @param unknown the sentence for a request of which nobody can say whether it was carried out; '' if it changed nothing
 */
function refusalText(answer, errors, unknown) {
  const json = readJson(answer.text);
  const said = json !== null && typeof json.error === 'string' ? json.error.trim() : '';
  if (answer.status === 401) {
    return (said === '' ? '' : said + '. ') + errors('token');
  }
  if (said !== '') {
    return said;
  }
  if (unknown !== '' && (answer.status < 400 || answer.status >= 500)) {
    return unknown;
  }
  switch (answer.status) {
    case -1: return errors('timeout');
    case 0: return errors('unreachable');
    default: return errors('answer', { status: answer.status });
  }
}

function plainIsKept(origin) {
  return Date.now() - (keptPlain()[origin] || 0) < PLAIN_KEPT_MILLIS;
}

function keepPlain(origin) {
  try {
    localStorage.setItem(PLAIN_KEPT, JSON.stringify(Object.assign(keptPlain(), { [origin]: Date.now() })));
  } catch (fault) {
    // Storage may be switched off: then each card asks anew.
  }
}

function keptPlain() {
  try {
    return readJson(localStorage.getItem(PLAIN_KEPT) || '') || {};
  } catch (fault) {
    return {};
  }
}
