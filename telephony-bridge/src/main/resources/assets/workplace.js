// The workplace: windows come and go as the stream says, the server makes their HTML. A window opens for an "open" that
// comes now, or because the server says that it is open now; a window that was closed by hand stays closed.
(function () {
    "use strict";
    const CLOSED = "workplace-closed";
    const MOST_CLOSED = 200;
    const words = document.body.dataset;
    const windows = document.getElementById("windows");
    const state = document.getElementById("state");
    if (!windows) { return; }

    const gone = new Set();
    const opening = new Map();
    let post = function () {};
    let syncing = null;

    function show(id, on) { document.getElementById(id).hidden = !on; }

    function say(text, bad) {
        const said = document.getElementById("said");
        said.textContent = text;
        said.className = bad ? "note bad" : "note good";
        said.hidden = false;
        clearTimeout(say.timer);
        say.timer = setTimeout(function () { said.hidden = true; }, 8000);
    }

    // ── what was closed by hand, for all tabs ──

    function closedKeys() {
        try { return JSON.parse(localStorage.getItem(CLOSED)) || []; } catch (e) { return []; }
    }

    function remember(key) {
        try {
            localStorage.setItem(CLOSED, JSON.stringify(closedKeys().concat(key).slice(-MOST_CLOSED)));
        } catch (e) { /* A private window: the key is forgotten with it. */ }
    }

    // ── windows ──

    function find(key) {
        return Array.from(windows.children).find(function (one) { return one.dataset.key === key; });
    }

    function parsed(html) {
        const made = document.createElement("template");
        made.innerHTML = html;
        return made.content;
    }

    function runs(element) {
        element.querySelectorAll("[data-runs]").forEach(function (timer) {
            timer.began = Date.now() - 1000 * Number(timer.dataset.seconds);
        });
        return element;
    }

    function count() {
        document.title = document.title.replace(/^\(\d+\) /, "");
        if (windows.children.length) { document.title = "(" + windows.children.length + ") " + document.title; }
    }

    // What somebody types into it stays.
    function put(fresh) {
        const known = find(fresh.dataset.key);
        if (known) {
            known.dataset.state = fresh.dataset.state;
            const header = known.querySelector("header");
            header.replaceWith(runs(fresh.querySelector("header")));
        } else {
            windows.prepend(runs(fresh));
        }
        count();
    }

    function remove(one) {
        one.remove();
        count();
    }

    function used(one) { return one.contains(document.activeElement) || one.querySelector("details.new[open]"); }

    function address(of, call, ext) {
        return "/workplace/" + of + "?callid=" + encodeURIComponent(call) + "&ext=" + encodeURIComponent(ext);
    }

    function fetched(path) {
        return fetch(path, { credentials: "same-origin" }).then(function (answer) {
            show("over", answer.status === 401);
            if (!answer.ok) { throw new Error(String(answer.status)); }
            return answer.text();
        }).then(parsed);
    }

    function key(data) { return data.callid + "/" + data.ext; }

    function open(of, name, call, ext) {
        const coming = fetched(address(of, call, ext)).then(function (content) {
            const fresh = content.querySelector(".window");
            if (!gone.has(name)) { put(fresh); }
        }).catch(function () { /* The line is lost: what is open now comes with the next state. */ });
        opening.set(name, coming);
        return coming.finally(function () { opening.delete(name); });
    }

    const heard = {
        open: function (data) {
            if (!closedKeys().includes(key(data))) { open("window", key(data), data.callid, data.ext); }
        },
        close: function (data) {
            gone.add(key(data));
            const one = find(key(data));
            if (one && !used(one)) { remove(one); }
        },
        call: function (data) {
            if (find(key(data))) {
                fetched(address("window", data.callid, data.ext)).then(function (content) {
                    if (find(key(data))) { put(content.querySelector(".window")); }
                }).catch(function () {});
            }
            const document = "document " + key(data);
            if (data.document === "shown" && !data.late && !find(document) && !closedKeys().includes(document)) {
                open("document", document, data.callid, data.ext);
            }
            soon();
        },
        // One a call, however many tabs: the tag replaces it.
        notice: function (data) {
            if (!("Notification" in window) || Notification.permission !== "granted") { return; }
            Promise.resolve(opening.get(key(data))).then(function () {
                const one = find(key(data));
                if (!one) { return; }
                const notice = new Notification(words[one.dataset.way], {
                    body: one.querySelector(".client").textContent.trim(),
                    tag: key(data)
                });
                notice.onclick = function () {
                    window.focus();
                    notice.close();
                };
            });
        },
        line: function (message) {
            const tag = document.getElementById("line");
            tag.textContent = message.up ? words.up : words.down;
            tag.className = message.up ? "tag good" : "tag bad";
            show("lost", !message.up);
            sync();
        },
        closed: function (message) {
            const one = find(message.key);
            if (one) { remove(one); }
        }
    };

    function hear(message) { heard[message.kind](message.data || message); }

    // ── the state as the server knows it: at the start, after a lost line, after every step of a call ──

    function take(content) {
        const now = content.querySelector(".open");
        const before = state.querySelector(".open");
        if (now.dataset.login !== before.dataset.login || now.dataset.extensions !== before.dataset.extensions) {
            window.location.reload();
            return;
        }
        show("ask", now.dataset.notices === "true" && "Notification" in window && Notification.permission === "default");
        const keys = Array.from(now.children).map(function (one) { return one.dataset.key; });
        Array.from(now.children).reverse().forEach(function (one) {
            if (!closedKeys().includes(one.dataset.key)) { put(one.cloneNode(true)); }
        });
        Array.from(windows.children).forEach(function (one) {
            if (one.dataset.state !== "over" && !keys.includes(one.dataset.key) && !opening.has(one.dataset.key)) {
                ended(one);
            }
        });
        state.replaceChildren(content);
    }

    // Its end came while nobody listened, or is on its way.
    function ended(one) {
        fetched(address("window", one.dataset.call, one.dataset.ext)).then(function (content) {
            const fresh = content.querySelector(".window");
            if (fresh.dataset.state === "over" && !used(one)) { remove(one); } else { put(fresh); }
        }).catch(function () {});
    }

    function sync() {
        clearTimeout(syncing);
        syncing = null;
        fetched("/workplace/state").then(take).catch(function () {});
    }

    // Of several steps within a moment only one asks.
    function soon() {
        if (!syncing) { syncing = setTimeout(sync, 150); }
    }

    // ── what people do ──

    function send(form, button) {
        const fields = new URLSearchParams(new FormData(form, button));
        button.disabled = true; // Only now: a disabled button's value would not be sent.
        return fetch(form.action, { method: "POST", body: fields, credentials: "same-origin" }).then(function (answer) {
            show("over", answer.status === 401);
            return answer;
        });
    }

    function dial(form, button) {
        send(form, button).then(function (answer) {
            return answer.json().then(function (said) {
                say(answer.ok ? words.calling : said.error || words.failed, !answer.ok);
            });
        }).catch(function () { say(words.failed, true); }).finally(function () { button.disabled = false; });
    }

    function create(form, button) {
        send(form, button).then(function (answer) {
            if (!answer.ok && answer.status !== 422) { throw new Error(String(answer.status)); }
            return answer.text().then(function (html) {
                const fresh = parsed(html).querySelector(".window");
                if (answer.status === 422) {
                    const typed = form.querySelector("[role=alert]");
                    if (typed) { typed.remove(); }
                    form.prepend(fresh.querySelector("[role=alert]"));
                } else {
                    form.closest(".window").replaceWith(runs(fresh));
                    sync();
                }
            });
        }).catch(function () { say(words.failed, true); }).finally(function () { button.disabled = false; });
    }

    document.addEventListener("submit", function (event) {
        const form = event.target;
        const act = "dial" in form.dataset ? dial : "create" in form.dataset ? create : null;
        if (act) {
            event.preventDefault();
            act(form, event.submitter);
        }
    });

    // Browsers have navigator.clipboard over TLS and on localhost alone; inside a clinic it may be plain HTTP.
    function copy(button) {
        const done = function () { say(words.copied, false); };
        if (navigator.clipboard) {
            navigator.clipboard.writeText(button.dataset.copy).then(done, function () { say(words.failed, true); });
        } else {
            const number = button.closest(".window").querySelector(".number") || button.closest(".window").querySelector(".client");
            window.getSelection().selectAllChildren(number);
            if (document.execCommand("copy")) { done(); }
        }
    }

    document.addEventListener("click", function (event) {
        const button = event.target.closest("button");
        if (!button) { return; }
        const data = button.dataset;
        const one = button.closest("[data-call]");
        if ("close" in data) {
            remember(one.dataset.key);
            remove(one);
            post({ kind: "closed", key: one.dataset.key });
        } else if ("copy" in data) {
            copy(button);
        } else if ("show" in data) {
            gone.delete(one.dataset.call + "/" + one.dataset.ext);
            open("window", one.dataset.call + "/" + one.dataset.ext, one.dataset.call, one.dataset.ext).then(up);
        } else if ("document" in data) {
            open("document", "document", one.dataset.call, one.dataset.ext).then(up);
        } else if (button.id === "allow") {
            Notification.requestPermission().then(function () { show("ask", false); });
        }
    });

    function up() { window.scrollTo({ top: 0 }); }

    setInterval(function () {
        document.querySelectorAll("[data-runs]").forEach(function (timer) {
            const seconds = Math.max(0, Math.round((Date.now() - timer.began) / 1000));
            timer.textContent = Math.floor(seconds / 60) + ":" + String(seconds % 60).padStart(2, "0");
        });
    }, 500);

    // ── the line ──

    function listen() {
        if (window.SharedWorker) {
            const worker = new SharedWorker(words.line, "workplace");
            worker.port.onmessage = function (event) { hear(event.data); };
            post = function (message) { worker.port.postMessage(message); };
            window.addEventListener("pagehide", function () { post({ kind: "bye" }); });
            // Out of the browser's memory of pages: its port said good-bye.
            window.addEventListener("pageshow", function (event) { if (event.persisted) { window.location.reload(); } });
        } else {
            window.workplaceLine(hear);
            // Other tabs hear what was closed here by what is remembered.
            window.addEventListener("storage", function (event) {
                if (event.key === CLOSED) { closedKeys().forEach(function (one) { heard.closed({ key: one }); }); }
            });
        }
    }

    take(state.cloneNode(true));
    listen();
}());
