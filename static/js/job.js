// The page of a job: a bar that moves is moved, a state that has not changed is not announced again, and a finished
// file is fetched once. When the session has ended, the answer's sentence takes the place of the state, and so ends the
// asking too.
(() => {
  "use strict";

  const BAR = /(<progress\b[^>]*?\bvalue=")([^"]*)/;
  const TOKEN = /(name="csrfmiddlewaretoken" value=")[^"]*/g; // each answer has another one, and all of them hold

  const words = (text) => text.replace(TOKEN, "$1").replace(BAR, "$1");

  let shown = "";
  document.addEventListener("htmx:beforeSwap", (event) => {
    const text = event.detail.xhr.responseText;
    if (event.detail.xhr.status === 401) event.detail.shouldSwap = true;
    if (words(text) === shown) {
      const bar = document.querySelector("#job-state progress");
      if (bar) bar.value = Number(text.match(BAR)?.[2]);
      event.detail.shouldSwap = false;
    }
    shown = words(text);
  });

  const fetchOnce = () => {
    const link = document.querySelector("a[data-fetch-once]");
    const order = link && link.pathname + location.search; // a file that is ordered again comes again
    if (!link || sessionStorage.getItem(order)) return;
    sessionStorage.setItem(order, "fetched");
    link.click();
  };
  document.addEventListener("htmx:afterSettle", fetchOnce);
  fetchOnce();
})();
