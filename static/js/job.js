// The page of a job: a state that has not changed is not announced again, and a finished file is fetched once.
// When the session has ended, the answer's sentence takes the place of the state, and so ends the asking too.
(() => {
  "use strict";

  let shown = "";
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.xhr.status === 401) event.detail.shouldSwap = true;
    if (event.detail.xhr.responseText === shown) event.detail.shouldSwap = false;
    shown = event.detail.xhr.responseText;
  });

  const fetchOnce = () => {
    const link = document.querySelector("a[data-fetch-once]");
    if (!link || sessionStorage.getItem(link.pathname)) return;
    sessionStorage.setItem(link.pathname, "fetched");
    link.click();
  };
  document.addEventListener("htmx:afterSettle", fetchOnce);
  fetchOnce();
})();
