// <button data-copy="id" data-copied="word" hidden>: copies the text of that element.
(function () {
    "use strict";

    // Browsers have navigator.clipboard over TLS and on localhost alone; inside a clinic it may be plain HTTP.
    function copied(source) {
        if (navigator.clipboard) { return navigator.clipboard.writeText(source.textContent); }
        window.getSelection().selectAllChildren(source);
        return document.execCommand("copy") ? Promise.resolve() : Promise.reject(new Error("copy"));
    }

    document.querySelectorAll("button[data-copy]").forEach(function (button) {
        button.hidden = false;
        button.addEventListener("click", function () {
            copied(document.getElementById(button.dataset.copy))
                .then(function () { button.textContent = button.dataset.copied; }, function () { button.hidden = true; });
        });
    });
}());
