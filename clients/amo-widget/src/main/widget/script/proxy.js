const PLAIN_KEPT = 'mosty.plain-token';
const PLAIN_KEPT_MILLIS = 24 * 3600 * 1000;

/**
 * Posts to amo-proxy. With amoCRM's one-time token where amoCRM offers it; if the proxy knows no such tokens (401), or
 * there are none, with the token of the settings. That the proxy knows none is kept for a day, since a proxy slows down
 * an address that keeps coming with wrong tokens.
 *
 * @returns {Promise<{status: number, text: string}>} status 0: no answer; −1: none in time
 */
async function postToProxy(self, settings, method, body, millis) {
  const url = settings.proxyUrl + '/API/' + method;
  const oneTime = typeof self.$authorizedAjax === 'function';
  if (oneTime && !(settings.proxyToken !== '' && plainIsKept(settings.proxyUrl))) {
    const answer = await postOneTime(self, url, body, millis);
    if (answer.status !== 401 || settings.proxyToken === '') {
      return answer;
    }
    keepPlain(settings.proxyUrl);
  }
  return post(url, Object.assign({ token: settings.proxyToken }, body), {}, millis);
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

async function post(url, body, headers, millis) {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), millis);
  try {
    const answer = await fetch(url, {
      method: 'POST',
      credentials: 'omit',
      headers: Object.assign({ 'Content-Type': 'application/json' }, headers),
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

/** The server's own sentence where it gives one, with what the person can do about it. */
function refusalText(answer, errors, timeoutKey) {
  const json = readJson(answer.text);
  const said = json !== null && typeof json.error === 'string' ? json.error.trim() : '';
  if (answer.status === 401) {
    return (said === '' ? '' : said + '. ') + errors('token');
  }
  if (said !== '') {
    return said;
  }
  switch (answer.status) {
    case -1: return errors(timeoutKey);
    case 0: return errors('unreachable');
    default: return errors('answer', { status: answer.status });
  }
}

function plainIsKept(proxyUrl) {
  try {
    const [url, at] = JSON.parse(localStorage.getItem(PLAIN_KEPT) || '[]');
    return url === proxyUrl && Date.now() - at < PLAIN_KEPT_MILLIS;
  } catch (fault) {
    return false;
  }
}

function keepPlain(proxyUrl) {
  try {
    localStorage.setItem(PLAIN_KEPT, JSON.stringify([proxyUrl, Date.now()]));
  } catch (fault) {
    // Storage may be switched off: then each card asks anew.
  }
}
