// The score grid: moves like a spreadsheet, saves each cell when it is left, loses nothing that was typed.
// htmx carries the requests and swaps statuses and totals; the inputs themselves are never swapped (UX section 1).

const grid = document.getElementById("grid");
const dialog = document.getElementById("cell-dialog");
const notice = document.getElementById("grid-notice");
const undoForm = document.getElementById("undo-form");
const inputs = [...grid.querySelectorAll("input[data-version]")];
const states = new Map(); // input → saving, waiting, saved, check, failed, conflict
const left = new Map(); // input → the text in it when it was left: what is to be saved, whatever is typed since
const sent = new Map(); // input → the text on its way
const queue = new Set(); // inputs that wait for their turn
const SAVING = "กำลังบันทึก…";
const MOST_WAIT = 30_000;
let token = grid.elements.csrfmiddlewaretoken.value;
let wait = 1_000;
let retry = null;
let busy = false;
let renewed = false; // whether a new token was asked for since something was saved last

htmx.config.timeout = 20_000; // a request without an answer holds up those behind it

const statusOf = (input) => document.getElementById(`${input.id}-status`);
const dirty = (input) => input.value.trim() !== input.dataset.saved;
const typing = (input) => input === document.activeElement && input.value !== left.get(input); // saved when it is left
const pending = () => inputs.filter((input) => states.get(input) === "saving");
const unsaved = () => inputs.filter((input) => dirty(input) || ["saving", "waiting"].includes(states.get(input)));

// ---- what the page says -------------------------------------------------------------------------------------------

const said = { saved: 0, timer: null };

const announceSaved = () => {
  said.saved += 1;
  clearTimeout(said.timer);
  said.timer = setTimeout(() => {
    document.getElementById("grid-said").textContent = `บันทึกแล้ว ${said.saved} ช่อง`;
    said.saved = 0;
  }, 1_000);
};

const sumUp = () => {
  const counts = { saving: 0, waiting: 0, failed: 0, conflict: 0 };
  for (const state of states.values()) if (state in counts) counts[state] += 1;
  const troubled = counts.failed + counts.conflict;
  const words = [];
  if (troubled) words.push(`ยังไม่ได้บันทึก ${troubled} ช่อง`);
  if (counts.waiting) words.push(`รอการเชื่อมต่อ ${counts.waiting} ช่อง`);
  if (counts.saving) words.push(`กำลังบันทึก ${counts.saving} ช่อง`);
  const bar = document.getElementById("sheet-state");
  bar.textContent = words.join(" · ") || (states.size ? "บันทึกแล้วทุกช่อง" : "");
  bar.dataset.state = troubled ? "failed" : counts.waiting ? "waiting" : counts.saving ? "saving" : "saved";
};

const show = (input, state, words) => {
  states.set(input, state);
  input.closest(".cell").dataset.state = state;
  const wrong = state === "failed" || state === "conflict";
  if (wrong) input.setAttribute("aria-invalid", "true");
  else input.removeAttribute("aria-invalid");
  if (words !== undefined) {
    const line = document.createElement("p");
    line.className = `cell-${state}`;
    const icon = document.getElementById(`icon-${state}`);
    if (icon) line.append(icon.content.cloneNode(true), " ");
    line.append(words);
    statusOf(input).replaceChildren(...(words ? [line] : []));
  }
  sumUp();
};

// ---- saving -------------------------------------------------------------------------------------------------------

// One after the other: an answer that overtook a later one would leave old totals on the page.
const sendNext = () => {
  const [input] = queue;
  if (busy || !input) return;
  busy = true;
  queue.delete(input);
  htmx.trigger(input, "save");
};

const save = (input) => {
  if (!dirty(input)) {
    if (["failed", "waiting"].includes(states.get(input))) show(input, "saved", "");
    return;
  }
  // Two values wait for a choice: the same text sent again would take the buttons away from under the hand.
  if (states.get(input) === "conflict" && input.value === left.get(input)) return;
  left.set(input, input.value);
  show(input, "saving", SAVING);
  queue.add(input);
  sendNext();
};

const retryAll = () => {
  clearTimeout(retry);
  retry = null;
  for (const input of inputs) {
    if (states.get(input) === "waiting" && !typing(input)) save(input);
  }
};

const retryLater = (input) => {
  show(input, "waiting", "ยังไม่ได้บันทึก รอการเชื่อมต่อ ระบบจะลองใหม่เอง");
  if (retry) return;
  retry = setTimeout(retryAll, wait);
  wait = Math.min(wait * 2, MOST_WAIT);
};

// After a new log-in the page's token is an old one: the same page, asked for again, has the new one.
const renewToken = async () => {
  const answer = await fetch(location.href, { credentials: "same-origin" });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.querySelector("#undo-form input[name=csrfmiddlewaretoken]"); // there for those who may fill in
  if (fresh) token = fresh.value;
  return Boolean(fresh);
};

const askToLogIn = () => {
  if (notice.hasAttribute("data-session-over")) return;
  notice.replaceChildren(document.getElementById("session-over").content.cloneNode(true));
  notice.setAttribute("data-session-over", "");
};

const sessionOver = (input) => {
  show(input, "waiting", "ยังไม่ได้บันทึก กรุณาเข้าสู่ระบบอีกครั้ง");
  askToLogIn();
};

const backIn = async () => {
  if (!notice.hasAttribute("data-session-over") || !(await renewToken())) return;
  notice.removeAttribute("data-session-over");
  notice.replaceChildren();
  retryAll();
};

document.addEventListener("htmx:configRequest", ({ detail }) => {
  detail.headers["X-CSRFToken"] = token;
  delete detail.parameters.csrfmiddlewaretoken; // a form's own is believed before the header, and may be an old one
  if (!inputs.includes(detail.elt)) return;
  const value = left.get(detail.elt);
  sent.set(detail.elt, value);
  detail.parameters = { value, version: detail.elt.dataset.version }; // not the whole form
});

grid.addEventListener("score-saved", ({ target: input, detail }) => {
  const untouched = input.value === sent.get(input);
  input.dataset.saved = detail.value;
  input.dataset.version = detail.version;
  if (untouched) input.value = detail.value;
});

grid.addEventListener("htmx:afterRequest", ({ target: input, detail }) => {
  if (!inputs.includes(input)) return;
  const { status } = detail.xhr;
  if (status === 200) {
    wait = 1_000;
    renewed = false;
    announceSaved();
    show(input, statusOf(input).querySelector("[data-state=check]") ? "check" : "saved");
    if (dirty(input) && !typing(input) && !queue.has(input)) save(input); // changed back while it was on its way
  } else if ([409, 422, 423].includes(status)) {
    show(input, status === 409 ? "conflict" : "failed");
    document.getElementById("grid-alert").textContent = `${input.id} ${statusOf(input).textContent.trim()}`;
  } else if (status === 401 || status === 403) {
    sessionOver(input);
    if (status === 403 && !renewed) backIn(); // logged in anew elsewhere
    renewed ||= status === 403;
  } else {
    retryLater(input);
  }
  if (queue.has(input)) show(input, "saving", SAVING); // another text was left here meanwhile
  busy = false;
  sendNext();
});

window.addEventListener("online", retryAll);
window.addEventListener("focus", backIn);
window.addEventListener("beforeunload", (event) => {
  if (unsaved().length) event.preventDefault();
});

const settled = async () => {
  const until = Date.now() + 5_000;
  while (pending().length && Date.now() < until) await new Promise((resolve) => setTimeout(resolve, 50));
};

// A link waits for what is on its way; what cannot be sent is asked about by the browser.
document.addEventListener("click", async (event) => {
  const link = event.target.closest("a[href]");
  if (!link || link.target || link.matches(".cell-more") || event.ctrlKey || event.metaKey || !pending().length) return;
  event.preventDefault();
  await settled();
  location.assign(link.href);
});

// Taking back waits too, or it would take back the act before the one on its way.
undoForm.addEventListener("htmx:confirm", async (event) => {
  if (!pending().length) return;
  event.preventDefault();
  await settled();
  event.detail.issueRequest();
});

// ---- keys ---------------------------------------------------------------------------------------------------------

const move = (input, step) => {
  const column = inputs.filter((each) => each.dataset.column === input.dataset.column);
  const next = column[column.indexOf(input) + step];
  if (next) next.focus();
  else save(input);
};

const restore = (input) => {
  input.value = input.dataset.saved;
  if (states.get(input) !== "saving") show(input, "saved", "");
  input.select();
};

const keys = {
  Enter: (input, { shiftKey, ctrlKey, metaKey }) => {
    if (ctrlKey || metaKey) openDetails(input);
    else move(input, shiftKey ? -1 : 1);
  },
  ArrowDown: (input) => move(input, 1),
  ArrowUp: (input) => move(input, -1),
  Escape: restore,
};

grid.addEventListener("keydown", (event) => {
  const input = event.target;
  if (!inputs.includes(input) || event.isComposing || event.altKey) return;
  if (event.key in keys) {
    event.preventDefault();
    keys[event.key](input, event);
  } else if (event.key.toLowerCase() === "z" && (event.ctrlKey || event.metaKey) && !event.shiftKey && !dirty(input)) {
    event.preventDefault();
    undoForm.requestSubmit();
  }
});

grid.addEventListener("focusin", ({ target }) => {
  if (inputs.includes(target)) target.select();
});

grid.addEventListener("focusout", ({ target }) => {
  if (inputs.includes(target)) save(target);
});

grid.addEventListener("submit", (event) => event.preventDefault());

// ---- paste, details, buttons of a cell ----------------------------------------------------------------------------

grid.addEventListener("paste", (event) => {
  const input = event.target;
  const text = event.clipboardData.getData("text/plain");
  if (!inputs.includes(input) || !/[\t\n]/.test(text.replace(/\r?\n$/, ""))) return;
  event.preventDefault();
  htmx.ajax("POST", grid.dataset.paste, { target: dialog, values: { text, start: input.id } });
});

const openDetails = (input) => {
  htmx.ajax("GET", input.getAttribute("hx-post"), { target: dialog });
};

const decide = (button) => {
  const input = document.getElementById(button.dataset.key);
  input.dataset.version = button.dataset.version;
  input.dataset.saved = button.dataset.latest;
  input.value = button.dataset.value;
  states.delete(input);
  input.focus();
  if (dirty(input)) save(input);
  else show(input, "saved", "");
};

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-keep], [data-set], .cell-more, [data-close]");
  if (!button) return;
  if (button.matches("[data-keep]")) decide(button);
  else if (button.matches("[data-close]")) dialog.close();
  else if (button.matches("[data-set]")) {
    const input = document.getElementById(button.dataset.key);
    input.value = button.dataset.set;
    save(input);
  } else if (!event.ctrlKey && !event.metaKey) {
    event.preventDefault();
    openDetails(document.getElementById(button.dataset.key));
  } else return;
  if (button.matches("[data-close]")) event.preventDefault();
});

// Figures that a paste or taking back has changed: the answer lists them.
const takeOver = (answer) => {
  for (const { dataset } of answer.querySelectorAll("li[data-key]")) {
    const input = document.getElementById(dataset.key);
    if (!input) continue; // of another page
    const kept = dirty(input);
    input.dataset.saved = dataset.value;
    input.dataset.version = dataset.version;
    if (kept) continue;
    input.value = dataset.value;
    show(input, "saved", "");
  }
};

document.addEventListener("htmx:afterRequest", ({ detail: { target, xhr } }) => {
  if (target !== dialog && target !== notice) return;
  if (xhr.status === 401 || xhr.status === 403) {
    askToLogIn();
  } else if (xhr.status === 0 || xhr.status >= 500) {
    notice.textContent = "ยังทำรายการไม่ได้ กรุณาตรวจสอบการเชื่อมต่อแล้วลองอีกครั้ง";
  } else {
    const answer = target.querySelector("[data-changed]");
    if (answer) takeOver(answer);
    if (target === dialog && answer) {
      notice.replaceChildren(answer);
      dialog.close();
    } else if (target === dialog) {
      if (!dialog.open) dialog.showModal();
      dialog.scrollTop = 0; // what is wrong stands first, the button with the focus last
    }
  }
});

// The history is a key away in the cell itself: with this script, Tab leads from figure to figure.
for (const link of grid.querySelectorAll(".cell-more")) link.tabIndex = -1;

// Last: a page whose script broke off keeps its plain form.
document.documentElement.classList.add("script");
