// The methods that amoCRM puts on a widget's prototype (amocrm.ru/developers, Web SDK), as far as cards use them.

const WIDGET_PATH = '/card/widget';

/** @param card what the page shows: language, settings, whether one-time tokens exist, where widgets are drawn */
export async function widgetPrototype(card) {
  const manifest = await json(WIDGET_PATH + '/manifest.json');
  const language = manifest.widget.locale.includes(card.language) ? card.language : manifest.widget.locale[0];
  const langs = await json(`${WIDGET_PATH}/i18n/${language}.json`);
  const code = 'mosty_widget';

  const prototype = {
    langs,
    params: { path: WIDGET_PATH, widget_code: code, version: manifest.widget.version },

    get_settings() {
      return { ...card.settings, path: WIDGET_PATH, version: manifest.widget.version, widget_code: code };
    },
    get_version() {
      return manifest.widget.version;
    },
    i18n(key) {
      return key.split('.').reduce((part, name) => (part === undefined ? undefined : part[name]), langs);
    },
    system() {
      return { area: 'lcard', amouser_id: 8000002, amouser: 'manager@example.com', subdomain: 'simulated', server: location.host };
    },

    /** `body` and `render` are HTML of the widget's own making; amoCRM puts both into its box as they are. */
    render_template({ caption = {}, body = '', render = '' }) {
      card.column.querySelector('.card-widgets__widget')?.remove();
      const box = document.createElement('div');
      box.className = `card-widgets__widget card-widgets__widget-${code}`;
      box.innerHTML = `<div class="card-widgets__widget__caption"><img alt="" width="42" height="42"><b></b></div>
        <div class="card-widgets__widget__body"></div>`;
      box.firstElementChild.classList.add(...(caption.class_name || '').split(' ').filter(Boolean));
      box.querySelector('img').src = WIDGET_PATH + '/images/logo_min.png';
      box.querySelector('b').textContent = langs.widget.name;
      box.lastElementChild.innerHTML = body + render;
      card.column.append(box);
      return box;
    },
  };
  if (card.oneTimeTokens) {
    prototype.$authorizedAjax = authorizedAjax;
  }
  return { prototype, manifest };
}

/** jQuery's ajax as far as a widget may use it, with a fresh one-time token in X-Auth-Token. */
function authorizedAjax(options) {
  return deferred(async () => {
    const token = (await json('/card/one-time-token', { method: 'POST' })).token;
    const stop = new AbortController();
    const timer = options.timeout ? setTimeout(() => stop.abort(), options.timeout) : 0;
    try {
      const answer = await fetch(options.url, {
        method: options.method || options.type || 'GET',
        headers: { 'X-Auth-Token': token, 'Content-Type': options.contentType || 'application/x-www-form-urlencoded; charset=UTF-8' },
        body: options.data,
        credentials: 'omit',
        signal: stop.signal,
      });
      const responseText = await answer.text();
      const xhr = { status: answer.status, responseText };
      return answer.ok
        ? { done: [options.dataType === 'json' ? JSON.parse(responseText) : responseText, 'success', xhr] }
        : { failed: [xhr, 'error', answer.statusText] };
    } catch (fault) {
      return { failed: [{ status: 0, responseText: '' }, stop.signal.aborted ? 'timeout' : 'error', ''] };
    } finally {
      clearTimeout(timer);
    }
  });
}

/** jQuery's promise: `then`, `done` and `fail` get several arguments. */
function deferred(action) {
  const running = action();
  const jq = {
    then(done, failed) {
      return running.then((result) => (result.done ? done?.(...result.done) : failed?.(...result.failed)));
    },
    done(done) {
      jq.then(done);
      return jq;
    },
    fail(failed) {
      jq.then(undefined, failed);
      return jq;
    },
  };
  return jq;
}

async function json(path, options) {
  const answer = await fetch(path, options);
  if (!answer.ok) {
    throw new Error(path + ' answered ' + answer.status);
  }
  return answer.json();
}
