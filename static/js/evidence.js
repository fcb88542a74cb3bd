// The form of a report: each chosen file with its own caption and day, limits before anything is sent, progress and a
// way to stop while it is sent. Without this script the same form is sent by the browser itself.

const MEGABYTE = 1024 * 1024;
const MOST_BYTES = 20 * MEGABYTE;
const MOST_FILES = 10;

const typed = new Map(); // file's key → what was typed about it: it stays when another file is taken out
let sending = null;

const byId = (id) => document.getElementById(id);
const keyOf = (file) => `${file.name}/${file.size}/${file.lastModified}`;
const say = (words) => {
  byId("sending-said").textContent = words;
};

const make = (tag, properties = {}, ...children) => {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
};

// What need not be sent to be refused. The rest is told by the content, which only the server reads.
const faultOf = (file, place) => {
  if (file.size > MOST_BYTES) return "ไฟล์ใหญ่เกิน 20 MB กรุณานำออก แล้วย่อขนาดหรือแบ่งไฟล์";
  if (!file.size) return "ไฟล์ว่างเปล่า กรุณานำออก แล้วเลือกไฟล์ใหม่";
  if (place >= MOST_FILES) return `แนบได้ไม่เกิน ${MOST_FILES} ไฟล์ต่อรายงาน กรุณานำออก`;
  return "";
};

const sizeOf = (file) =>
  file.size < MEGABYTE ? `${Math.ceil(file.size / 1024)} KB` : `${(file.size / MEGABYTE).toFixed(1)} MB`;

const fieldOf = (file, place, name, label, hint = "") => {
  const about = typed.get(keyOf(file)) ?? {};
  const id = `${name}-${place}`;
  const input = make("input", { type: "text", className: "form-control", id, name: id, value: about[name] ?? "" });
  input.autocomplete = "off";
  if (name === "caption") input.maxLength = 300;
  if (hint) input.placeholder = hint;
  input.addEventListener("input", () => {
    typed.set(keyOf(file), { ...typed.get(keyOf(file)), [name]: input.value });
  });
  const words = make("label", { className: "form-label", htmlFor: id }, label);
  words.append(make("span", { className: "visually-hidden" }, ` ${file.name}`));
  return make("div", { className: "mb-2" }, words, input);
};

// Takes one file out of the list of the input, which only takes whole lists.
const takeOut = (input, file) => {
  const rest = new DataTransfer();
  for (const each of input.files) if (each !== file) rest.items.add(each);
  input.files = rest.files;
  show();
  input.focus();
  say(`นำ ${file.name} ออกแล้ว เหลือ ${input.files.length} ไฟล์`);
};

// The chosen files, each with its size, what is wrong with it, and its own caption and day.
const show = () => {
  const input = byId("id_uploads");
  const files = [...input.files];
  const rows = files.map((file, place) => {
    const out = make("button", { type: "button" }, "นำออก");
    out.append(make("span", { className: "visually-hidden" }, ` ${file.name}`));
    out.addEventListener("click", () => takeOut(input, file));
    const name = make("span", { className: "chosen-name" }, `${file.name} (${sizeOf(file)})`);
    const row = make("li", {}, make("p", { className: "chosen-head" }, name, out));
    const fault = faultOf(file, place);
    if (fault) row.append(make("p", { className: "chosen-fault" }, fault));
    row.append(fieldOf(file, place, "caption", "คำอธิบาย"));
    row.append(fieldOf(file, place, "proves_on", "วันที่ของหลักฐาน (ไม่บังคับ)", "เช่น 25/03/2569"));
    return row;
  });
  byId("chosen-files").replaceChildren(...(rows.length ? [make("ul", { className: "chosen-files" }, ...rows)] : []));
  byId("common-caption").hidden = rows.length > 0;
};

const stopSending = (words) => {
  sending = null;
  byId("sending").hidden = true;
  for (const button of byId("report-form").querySelectorAll("[type=submit]")) button.disabled = false;
  say(words);
};

// The page as the server answered it, with the files that were chosen still in it: nothing need be chosen again.
const showAnswer = (html) => {
  const answer = new DOMParser().parseFromString(html, "text/html");
  const content = answer.getElementById("content");
  if (!content) return location.reload();
  const files = byId("id_uploads").files;
  byId("content").replaceChildren(...content.childNodes);
  if (!byId("report-form")) return undefined;
  begin();
  byId("choose-again")?.remove();
  byId("id_uploads").files = files;
  show();
  document.querySelector("[role=alert]")?.focus();
  return undefined;
};

const answered = (request) => {
  sending = null;
  const leads = request.getResponseHeader("HX-Redirect");
  if (request.status === 204 && leads) {
    history.replaceState(null, "", leads);
    history.scrollRestoration = "manual"; // to the report, not to where the button was
    location.reload();
  } else if (request.status === 422) {
    stopSending("ยังบันทึกไม่ได้ กรุณาแก้ไขตามที่แจ้ง");
    showAnswer(request.responseText);
  } else if (request.status === 410) {
    stopSending("");
    showAnswer(request.responseText); // the step is gone; what was typed of it is shown
  } else if (request.status === 401) {
    stopSending("");
    fail("ท่านออกจากระบบแล้ว กรุณาเข้าสู่ระบบในแท็บใหม่ แล้วกดบันทึกอีกครั้ง ข้อความและไฟล์ยังอยู่ในหน้านี้");
  } else if (request.status === 413) {
    stopSending("");
    fail("ไฟล์รวมกันใหญ่เกินไป กรุณานำบางไฟล์ออก แล้วกดบันทึกอีกครั้ง");
  } else {
    stopSending("");
    fail("ยังบันทึกไม่ได้ กรุณากดบันทึกอีกครั้ง หากยังไม่ได้ กรุณาแจ้งผู้ดูแลระบบ");
  }
};

const fail = (words) => {
  byId("sending-fault")?.remove();
  const notice = make("p", { id: "sending-fault", className: "notice notice-wrong" }, words);
  notice.setAttribute("role", "alert");
  byId("sending").before(notice);
};

const send = (form) => {
  byId("sending-fault")?.remove();
  const [bar, words, cancel] = ["sending-bar", "sending-words", "sending-cancel"].map(byId);
  const request = new XMLHttpRequest();
  sending = request;
  let told = 0;
  request.upload.addEventListener("progress", (event) => {
    const part = Math.floor((100 * event.loaded) / event.total);
    bar.value = part;
    words.textContent = `กำลังส่งไฟล์ ${part}%`;
    if (part >= told + 25) {
      told = part;
      say(words.textContent);
    }
  });
  request.upload.addEventListener("load", () => {
    cancel.disabled = true; // it may be stored by now
    bar.removeAttribute("value");
    words.textContent = "ส่งไฟล์แล้ว กำลังตรวจและบันทึก";
    say(words.textContent);
  });
  request.addEventListener("load", () => answered(request));
  request.addEventListener("abort", () => stopSending("ยกเลิกการส่งแล้ว ยังไม่ได้บันทึก"));
  request.addEventListener("error", () => {
    stopSending("");
    fail("การเชื่อมต่อขาดหาย ยังไม่ทราบว่าบันทึกแล้วหรือไม่ กรุณาเปิดหน้านี้ในแท็บใหม่เพื่อตรวจสอบ ก่อนกดบันทึกอีกครั้ง");
  });
  request.open("POST", location.pathname);
  request.setRequestHeader("HX-Request", "true");
  request.setRequestHeader("HX-Current-URL", location.href);
  request.send(new FormData(form));
  bar.value = 0;
  words.textContent = "กำลังส่งไฟล์ 0%";
  cancel.disabled = false;
  byId("sending").hidden = false;
  for (const button of form.querySelectorAll("[type=submit]")) button.disabled = true;
  cancel.focus();
};

const begin = () => {
  const form = byId("report-form");
  byId("id_uploads").addEventListener("change", show);
  byId("sending-cancel").addEventListener("click", () => sending?.abort());
  form.addEventListener("submit", (event) => {
    if (event.submitter?.name === "find" || !byId("id_uploads").files.length) return;
    event.preventDefault();
    if ([...byId("id_uploads").files].some(faultOf)) fail("มีไฟล์ที่ส่งไม่ได้ กรุณานำไฟล์ที่แจ้งไว้ออก แล้วกดบันทึกอีกครั้ง");
    else if (!sending) send(form);
  });
  // Enter in a field would press the form's first button, which looks for evidence.
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !event.target.matches("input[type=text]")) return;
    if (event.target.id !== "find-words") event.preventDefault();
  });
};

window.addEventListener("beforeunload", (event) => {
  if (sending) event.preventDefault();
});
begin();
show(); // the browser may have kept the files of a page that was left
