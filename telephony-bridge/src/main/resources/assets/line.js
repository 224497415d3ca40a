// The one connection to /workplace/events. As a shared worker it serves all tabs of the browser; where there are none,
// the page includes this file and has a connection of its own.
(function () {
    "use strict";
    const KINDS = ["open", "close", "call", "notice"];
    const LONGEST_WAIT = 15000;

    // A browser reconnects by itself after a lost line, but not after an answer that is no stream, such as 502 or 401.
    function follow(tell) {
        let source = null;
        let timer = null;
        let wait = 1000;

        function connect() {
            source = new EventSource("/workplace/events");
            source.onopen = function () {
                wait = 1000;
                tell({ kind: "line", up: true });
            };
            source.onerror = function () {
                tell({ kind: "line", up: false });
                if (source.readyState === EventSource.CLOSED) {
                    timer = setTimeout(connect, wait);
                    wait = Math.min(2 * wait, LONGEST_WAIT);
                }
            };
            KINDS.forEach(function (kind) {
                source.addEventListener(kind, function (event) {
                    // "open" is also what a browser itself says of a new connection, without data.
                    if (event.data) { tell({ kind: kind, data: JSON.parse(event.data) }); }
                });
            });
        }

        connect();
        return function () {
            clearTimeout(timer);
            source.close();
        };
    }

    if (typeof SharedWorkerGlobalScope === "undefined" || !(self instanceof SharedWorkerGlobalScope)) {
        self.workplaceLine = follow;
        return;
    }

    const tabs = new Set();
    let stop = null;
    let last = null;

    function tellAll(message) {
        if (message.kind === "line") { last = message; }
        tabs.forEach(function (tab) { tab.postMessage(message); });
    }

    self.onconnect = function (event) {
        const tab = event.ports[0];
        tab.onmessage = function (said) {
            if (said.data.kind === "bye") {
                tabs.delete(tab);
                if (tabs.size === 0 && stop) {
                    stop();
                    stop = null;
                    last = null;
                }
            } else {
                tabs.forEach(function (other) { if (other !== tab) { other.postMessage(said.data); } });
            }
        };
        tabs.add(tab);
        if (last) { tab.postMessage(last); }
        if (!stop) { stop = follow(tellAll); }
    };
}());
