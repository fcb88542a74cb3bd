// The page of a job: a state that has not changed is not announced again, and a finished file is fetched once.
(() => {
  "use strict";

  let shown = "";
  document.addEventListener("htmx:beforeSwap", (event) => {
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
