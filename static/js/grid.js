// The score grid: moves like a spreadsheet, saves each cell when it is left, loses nothing that was typed.
// htmx carries the requests and swaps statuses and totals; the inputs themselves are never swapped (UX section 1).

const grid = document.getElementById("grid");
const dialog = document.getElementById("cell-dialog");
const notice = document.getElementById("grid-notice");
const undoForm = document.getElementById("undo-form");
const inputs = [...grid.querySelectorAll("input[data-version]")];
const states = new Map(); // input → saving, waiting, saved, failed, locked, conflict
const left = new Map(); // input → the text in it when it was left: what is to be saved, whatever is typed since
const sent = new Map(); // input → the text on its way
const lost = new Map(); // input → texts that were sent and not answered: stored or not, nobody knows
const queue = new Set(); // inputs that wait for their turn
const SAVING = "กำลังบันทึก…";
const REOPEN = "กรุณาเปิดหน้านี้ใหม่แล้วกรอกอีกครั้ง";
const SOMEBODY_ELSE = `ผู้ที่เข้าสู่ระบบอยู่ขณะนี้เป็นผู้อื่น ${REOPEN}`;
const REFUSED = { 409: "conflict", 422: "failed", 423: "locked" };
const MOST_WAIT = 30_000;
let token = grid.elements.csrfmiddlewaretoken.value;
let wait = 1_000;
let retry = null;
let busy = false;
let renewed = false; // whether a new token was asked for since something was saved last

htmx.config.timeout = 20_000; // a request without an answer holds up those behind it

const statusOf = (input) => document.getElementById(`${input.id}-status`);
const dirty = (input) => input.value.trim() !== input.dataset.saved || lost.has(input); // what was lost may be stored
const typing = (input) => input === document.activeElement && input.value !== left.get(input); // saved when it is left
const pending = (...which) => inputs.filter((input) => which.includes(states.get(input)));
const unsaved = () => inputs.filter((input) => dirty(input) || ["saving", "waiting"].includes(states.get(input)));

// ---- what the page says -------------------------------------------------------------------------------------------

const telling = { words: new Map(), timer: null };

// Bundled, for those who hear the page: "บันทึกแล้ว 3 ช่อง · รอการเชื่อมต่อ 1 ช่อง".
const tell = (words) => {
  telling.words.set(words, (telling.words.get(words) ?? 0) + 1);
  clearTimeout(telling.timer);
  telling.timer = setTimeout(() => {
    document.getElementById("grid-said").textContent = [...telling.words].map((told) => `${told.join(" ")} ช่อง`).join(" · ");
    telling.words.clear();
  }, 1_000);
};

// What went wrong with a cell, as it stands under it, at once.
const alarm = (input) => {
  const words = statusOf(input).innerText.replace(/\s+/g, " ").trim();
  document.getElementById("grid-alert").textContent = `${input.id} ${words}`;
};

// What went wrong with something else than a cell: in the dialog while it is open, else above the grid.
const warn = (content) => {
  document.getElementById("grid-warning")?.remove();
  const place = document.createElement("div");
  place.id = "grid-warning";
  place.setAttribute("role", "alert");
  if (dialog.open) dialog.prepend(place);
  else notice.replaceChildren(place);
  if (typeof content === "string") place.className = "cell-fault";
  place.append(content);
};

const sumUp = () => {
  const counts = { saving: 0, waiting: 0, failed: 0, locked: 0, conflict: 0 };
  for (const state of states.values()) if (state in counts) counts[state] += 1;
  const troubled = counts.failed + counts.locked + counts.conflict;
  const words = [];
  if (troubled) words.push(`ยังไม่ได้บันทึก ${troubled} ช่อง`);
  if (counts.waiting) words.push(`รอการเชื่อมต่อ ${counts.waiting} ช่อง`);
  if (counts.saving) words.push(`กำลังบันทึก ${counts.saving} ช่อง`);
  const bar = document.getElementById("sheet-state");
  bar.textContent = words.join(" · ") || (states.size && !unsaved().length ? "บันทึกแล้วทุกช่อง" : "");
  bar.dataset.state = troubled ? "failed" : counts.waiting ? "waiting" : counts.saving ? "saving" : "saved";
};

const show = (input, state, words) => {
  states.set(input, state);
  input.closest(".cell").dataset.state = state;
  input.ariaInvalid = ["failed", "locked", "conflict"].includes(state) ? "true" : null;
  for (const button of input.parentElement.querySelectorAll("[data-set]")) button.ariaPressed = button.dataset.set === input.dataset.saved;
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

// What failed for want of a connection is over; a session that has ended is not.
const calm = () => {
  const warning = document.getElementById("grid-warning");
  if (warning && !warning.querySelector("[data-session-over]")) warning.remove();
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
  if (!lost.has(input)) tell("รอการเชื่อมต่อ"); // not again with each new try
  lost.set(input, new Set(lost.get(input)).add(sent.get(input)));
  show(input, "waiting", "ยังไม่ได้บันทึก รอการเชื่อมต่อ ระบบจะลองใหม่เอง");
  if (retry) return;
  retry = setTimeout(retryAll, wait);
  wait = Math.min(wait * 2, MOST_WAIT);
};

const fail = (input, words) => {
  show(input, "failed", `ยังไม่ได้บันทึก ${words}`);
  alarm(input);
};

// After a new log-in the page's token is an old one: the same page, asked for again, has the new one.
// Only for the person whose page this is: what one has typed is not stored in the name of another.
const renewToken = async () => {
  const answer = await fetch(location.href, { credentials: "same-origin" }).catch(() => null);
  if (!answer) return false;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const same = page.getElementById("grid");
  if (answer.ok && !same) return false; // the page to log in
  if (same && same.dataset.person !== grid.dataset.person) {
    for (const input of pending("waiting")) fail(input, SOMEBODY_ELSE);
    warn(SOMEBODY_ELSE);
    return false;
  }
  token = page.querySelector("input[name=csrfmiddlewaretoken]")?.value ?? token;
  return true;
};

const askToLogIn = () => {
  const banner = document.getElementById("session-over").content;
  if (!document.querySelector("#grid-warning [data-session-over]")) warn(banner.cloneNode(true));
};

const sessionOver = (input) => {
  show(input, "waiting", "ยังไม่ได้บันทึก กรุณาเข้าสู่ระบบอีกครั้ง");
  askToLogIn();
};

// Logged in again, perhaps in another tab: what waits is sent again, and told if the person may not any more.
const backIn = async () => {
  const banner = document.querySelector("#grid-warning [data-session-over]");
  if (!banner || !(await renewToken())) return;
  document.getElementById("grid-warning").remove();
  retryAll();
};

document.addEventListener("htmx:configRequest", ({ detail }) => {
  detail.headers["X-CSRFToken"] = token;
  delete detail.parameters.csrfmiddlewaretoken; // a form's own is believed before the header, and may be an old one
  if (!inputs.includes(detail.elt)) return;
  const value = left.get(detail.elt);
  sent.set(detail.elt, value);
  const { version } = detail.elt.dataset;
  detail.parameters = { value, version, lost: [...(lost.get(detail.elt) ?? [])] }; // not the whole form
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
    lost.delete(input);
    calm();
    tell("บันทึกแล้ว");
    show(input, "saved", dirty(input) ? "" : undefined); // "saved" does not stand under another text
    if (dirty(input) && !typing(input) && !queue.has(input)) save(input); // changed back while it was on its way
  } else if (status in REFUSED) {
    show(input, REFUSED[status]);
    alarm(input);
  } else if (status === 401 || (status === 403 && !renewed)) {
    sessionOver(input);
    if (status === 403) backIn(); // logged in anew elsewhere
    renewed ||= status === 403;
  } else if (status === 403) {
    fail(input, "ท่านไม่มีสิทธิ์แก้ไขคะแนนนี้แล้ว กรุณาเปิดหน้านี้ใหม่");
  } else if (status >= 400 && status < 500) {
    fail(input, REOPEN);
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
  while (pending("saving").length && Date.now() < until) await new Promise((resolve) => setTimeout(resolve, 50));
};

// What works on stored figures waits until all are stored; while they cannot be, it does not begin.
const allStored = async () => {
  retryAll();
  await settled();
  const stored = !pending("saving", "waiting").length;
  if (!stored) warn("ยังมีช่องที่ยังไม่ได้บันทึก กรุณารอให้บันทึกครบแล้วลองอีกครั้ง");
  return stored;
};

// A link waits for what is on its way; what cannot be sent is asked about by the browser.
document.addEventListener("click", async (event) => {
  const link = event.target.closest("a[href]");
  if (!link || link.target || link.matches(".cell-more") || event.ctrlKey || event.metaKey || !pending("saving").length) return;
  event.preventDefault();
  await settled();
  location.assign(link.href);
});

// Taking back waits too, or it would take back the act before the one on its way.
undoForm.addEventListener("htmx:confirm", async (event) => {
  if (!pending("saving", "waiting").length) return;
  event.preventDefault();
  if (await allStored()) event.detail.issueRequest();
});

// ---- keys ---------------------------------------------------------------------------------------------------------

const move = (input, step) => {
  const column = inputs.filter((each) => each.dataset.column === input.dataset.column);
  const next = column[column.indexOf(input) + step];
  if (next) next.focus();
  else save(input);
};

// Of two values that wait for a choice, the one that is stored.
const restore = (input) => {
  const latest = statusOf(input).querySelector("[data-keep=latest]");
  if (latest) return decide(latest);
  input.value = input.dataset.saved;
  if (!lost.has(input) && states.get(input) !== "saving") show(input, "saved", "");
  input.select();
};

const keys = {
  Enter: (input, { shiftKey, ctrlKey, metaKey }) =>
    ctrlKey || metaKey ? openDetails(input) : move(input, shiftKey ? -1 : 1),
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

// What fails is said below, at htmx:afterRequest.
const ask = (verb, path, values) => htmx.ajax(verb, path, { target: dialog, values }).catch(() => {});

grid.addEventListener("paste", async (event) => {
  const input = event.target;
  const text = event.clipboardData.getData("text/plain");
  if (!inputs.includes(input) || !/[\t\n]/.test(text.replace(/\r?\n$/, ""))) return;
  event.preventDefault();
  if (dirty(input)) restore(input); // the block takes the place of what was begun
  if (!(await allStored())) return;
  ask("POST", grid.dataset.paste, { text, start: input.id });
});

const openDetails = (input) => ask("GET", input.getAttribute("hx-post"));

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

// Where a person is typing, the line under the cell stays as it is.
document.addEventListener("htmx:oobBeforeSwap", (event) => {
  const input = inputs.find((each) => statusOf(each) === event.detail.target);
  if (input && dirty(input)) event.detail.shouldSwap = false;
});

// Figures that a paste or taking back has changed: the answer lists them.
const takeOver = (answer) => {
  for (const { dataset } of answer.querySelectorAll("li[data-key]")) {
    const input = document.getElementById(dataset.key);
    const kept = dirty(input);
    input.dataset.saved = dataset.value;
    input.dataset.version = dataset.version;
    if (kept) continue;
    input.value = dataset.value;
    show(input, "saved");
  }
};

document.addEventListener("htmx:afterRequest", async ({ detail: { target, xhr } }) => {
  if (target !== dialog && target !== notice) return;
  const { status } = xhr;
  if (status === 401 || (status === 403 && !(await renewToken()))) askToLogIn();
  else if (status === 403) warn("ยังทำรายการไม่ได้ กรุณาลองอีกครั้ง หากยังไม่ได้ ท่านอาจไม่มีสิทธิ์แก้ไขคะแนนของปีนี้แล้ว");
  else if (status === 0 || status >= 500) warn("ยังทำรายการไม่ได้ กรุณาตรวจสอบการเชื่อมต่อแล้วลองอีกครั้ง");
  else if (![200, 409, 422, 423].includes(status)) warn("ยังทำรายการไม่ได้ กรุณาเปิดหน้านี้ใหม่แล้วลองอีกครั้ง");
  else {
    const answer = target.querySelector("[data-changed]");
    if (answer) takeOver(answer);
    if (target === dialog && answer) {
      notice.replaceChildren(answer);
      dialog.close();
    } else if (target === dialog) {
      if (!dialog.open) dialog.showModal();
      dialog.scrollTop = 0; // what is wrong stands first, the button with the focus last
    }
    if (answer) document.getElementById("grid-said").textContent = answer.textContent.trim();
  }
});

// The history is a key away in the cell itself: with this script, Tab leads from figure to figure.
for (const link of grid.querySelectorAll(".cell-more")) link.tabIndex = -1;

// Last: a page whose script broke off keeps its plain form.
document.documentElement.classList.add("script");
