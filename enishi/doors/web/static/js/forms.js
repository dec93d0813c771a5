// Manners of forms: Enter that ends a conversion never sends; what was written is not lost
// without a word; counters count; a refused form starts at its summary.

const composing = (event) => event.isComposing || event.keyCode === 229;

document.addEventListener(
  "keydown",
  (event) => {
    const line = event.target.closest?.("input:not([type=submit], [type=button])");
    if (event.key === "Enter" && line && composing(event)) event.preventDefault();
  },
  true,
);

// Counters. People count what they see: code points, and a line break as one.
const length = (text) => [...text.replaceAll("\r\n", "\n")].length;

function count(control) {
  const counter = document.getElementById(control.dataset.counter);
  if (!counter) return;
  const used = length(control.value);
  const limit = Number(counter.dataset.limit);
  counter.textContent = `${used} / ${limit}`;
  counter.classList.toggle("over-limit", used > limit);
}

function countAll(root) {
  for (const control of root.querySelectorAll("[data-counter]")) count(control);
}

document.addEventListener("input", (event) => {
  if (event.target.dataset?.counter) count(event.target);
  const form = event.target.closest?.("form[data-guard]");
  if (form) form.dataset.unsaved = "";
});

// Unsaved guard, for forms that ask for it with data-guard.
document.addEventListener("submit", (event) => delete event.target.dataset.unsaved, true);
window.addEventListener("beforeunload", (event) => {
  if (document.querySelector("form[data-unsaved]")) event.preventDefault();
});

// What was kept as a draft is not lost by leaving the page.
document.addEventListener("htmx:afterOnLoad", (event) => {
  if (event.target.matches?.("form[data-guard]") && event.detail.xhr.status < 300) delete event.target.dataset.unsaved;
});

function greet(root) {
  countAll(root);
  root.querySelector("[data-errors]")?.focus();
}

greet(document);
document.addEventListener("htmx:load", (event) => {
  // htmx says it of the whole page too, late: by then somebody may be elsewhere.
  if (event.detail.elt !== document.body) greet(event.detail.elt);
});

// A form marked data-auto is sent when a choice changes; its button is for pages without script.
document.addEventListener("change", (event) => {
  const form = event.target.closest?.("form[data-auto]");
  if (form && event.target.matches("select, [type=checkbox], [type=radio]")) form.requestSubmit();
});
