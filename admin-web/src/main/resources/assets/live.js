// Follows a list: <button data-live="address" data-into="id of a tbody">. The server sends rows that are escaped
// already; the browser itself reconnects and says which row it saw last.
(function () {
    "use strict";
    const MOST_ROWS = 200;

    document.querySelectorAll("button[data-live]").forEach(function (button) {
        const said = document.getElementById("live-said");
        const rows = document.getElementById(button.dataset.into);
        const idle = button.textContent;
        let source = null;
        let last = "";

        function stop() {
            source.close();
            source = null;
            button.textContent = idle;
            said.textContent = "";
        }

        function start() {
            // Whoever stopped to read something wants to see what came meanwhile.
            source = new EventSource(button.dataset.live + (last ? "after=" + encodeURIComponent(last) : ""));
            button.textContent = button.dataset.on;
            source.onopen = function () { said.textContent = button.dataset.said; };
            // A closed one was refused: the page itself leads to the login.
            source.onerror = function () {
                if (source.readyState === EventSource.CLOSED) { window.location.reload(); }
                said.textContent = button.dataset.lost;
            };
            source.addEventListener("row", function (event) {
                last = event.lastEventId;
                const made = document.createElement("template");
                made.innerHTML = event.data;
                made.content.firstElementChild.classList.add("fresh");
                rows.prepend(made.content);
                while (rows.rows.length > MOST_ROWS) { rows.lastElementChild.remove(); }
                const none = rows.closest(".table").querySelector(".none");
                if (none) { none.remove(); }
            });
        }

        button.hidden = false;
        button.addEventListener("click", function () { if (source) { stop(); } else { start(); } });
    });
}());
