// `/` search · `g h` today · `j` `k` through a list · `a` `p` `d` on an approach · `?` the
// keys. Never while somebody writes.
// Where a key leads is said in the page: data-key="g h" on the link, data-list on the list.

const PAUSE = 1200;
let first = "";
let firstAt = 0;

const writes = (element) =>
  element.isContentEditable || element.matches("input, textarea, select, [role=textbox]");

function openKeys() {
  const dialog = document.getElementById("keys");
  if (dialog && !dialog.open) dialog.showModal();
}

function search() {
  const field = document.querySelector("input[type=search], input[name=q]");
  if (field) {
    field.focus();
    field.select?.();
    return;
  }
  document.querySelector("[data-key='g s']")?.click();
}

function move(step) {
  const items = [...document.querySelectorAll("[data-list] > *")];
  if (!items.length) return;
  const now = items.findIndex((item) => item.contains(document.activeElement));
  const next = items[Math.min(items.length - 1, Math.max(0, now + step))];
  // A letter is opened, not its sender's page, when it says what its first act is.
  const target =
    next.querySelector("a.btn-primary") ??
    next.querySelector("a[href], button, summary, input") ??
    next;
  if (target === next) next.tabIndex = -1;
  target.focus();
  next.scrollIntoView({ block: "nearest" });
}

// On one thing of a list, or on a page about one: data-act="d" on what the key does there.
function actOn(key) {
  const here = document.activeElement?.closest("[data-list] > *");
  const place = here ?? (document.querySelector("[data-list]") ? null : document.querySelector("main"));
  const found = place?.querySelector(`[data-act="${key}"]`);
  const written = found?.querySelector("textarea");
  if (written) written.focus();
  else found?.click();
  return Boolean(found);
}

function second(key) {
  const inTime = first && Date.now() - firstAt < PAUSE;
  const chord = `${first} ${key}`;
  first = key === "g" && !inTime ? key : "";
  firstAt = Date.now();
  if (!inTime) return false;
  const link = document.querySelector(`[data-key="${CSS.escape(chord)}"]`);
  link?.click();
  return link !== null;
}

const ACTS = ["a", "p", "d"];
const KEYS = { "/": search, "?": openKeys, j: () => move(1), k: () => move(-1) };

document.addEventListener("keydown", (event) => {
  if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
  if (writes(event.target) || document.querySelector("dialog[open]")) return;
  if (second(event.key)) {
    event.preventDefault();
    return;
  }
  const act = Object.hasOwn(KEYS, event.key) && KEYS[event.key];
  if (!act && !(ACTS.includes(event.key) && actOn(event.key))) return;
  event.preventDefault();
  if (act) act();
});

for (const button of document.querySelectorAll("[data-opens=keys]")) {
  button.hidden = false;
  button.addEventListener("click", openKeys);
}

// A menu closes with Escape, and when the focus or the pointer goes elsewhere.
for (const menu of document.querySelectorAll("details[data-menu]")) {
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });
  menu.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !menu.contains(event.relatedTarget)) menu.open = false;
  });
  document.addEventListener("pointerdown", (event) => {
    if (!menu.contains(event.target)) menu.open = false;
  });
}
