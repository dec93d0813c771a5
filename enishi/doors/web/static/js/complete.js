// Names under a field while somebody types: a combobox as ARIA describes one. The field says
// where its list is (data-completes), htmx fills it, and Enter on no row searches as ever.

const listOf = (field) => document.getElementById(field.dataset.completes);
const rowsOf = (list) => [...list.querySelectorAll("[role=option]")];
const marked = (list) => rowsOf(list).findIndex((row) => row.ariaSelected === "true");

function show(field, open) {
  const list = listOf(field);
  list.hidden = !open;
  list.setAttribute("role", "listbox");
  field.setAttribute("role", "combobox");
  field.setAttribute("aria-autocomplete", "list");
  field.setAttribute("aria-controls", list.id);
  field.setAttribute("aria-expanded", String(open));
  if (!open) mark(field, -1);
}

function mark(field, number) {
  rowsOf(listOf(field)).forEach((row, at) => {
    row.setAttribute("aria-selected", String(at === number));
    if (at === number) field.setAttribute("aria-activedescendant", row.id);
  });
  if (number < 0) field.removeAttribute("aria-activedescendant");
}

const fields = () => document.querySelectorAll("[data-completes]");

document.addEventListener("htmx:afterSwap", (event) => {
  for (const field of fields()) {
    const list = listOf(field);
    // What comes after the search was sent, or the field left, is too late.
    if (event.target === list) show(field, rowsOf(list).length > 0 && field === document.activeElement);
  }
});

document.addEventListener("keydown", (event) => {
  const field = event.target.closest?.("[data-completes]");
  if (!field || event.isComposing || listOf(field).hidden) return;
  const rows = rowsOf(listOf(field));
  const now = marked(listOf(field));
  if (event.key === "ArrowDown") mark(field, now + 1 < rows.length ? now + 1 : -1);
  else if (event.key === "ArrowUp") mark(field, now < 0 ? rows.length - 1 : now - 1);
  else if (event.key === "Enter" && now >= 0) rows[now].click();
  else if (event.key === "Escape" || event.key === "Tab" || event.key === "Enter") {
    show(field, false);
    if (event.key !== "Escape") return;
  } else return;
  event.preventDefault();
});

// A press on a row must not take the focus, and the list with it, before it becomes a click.
document.addEventListener("mousedown", (event) => {
  if (event.target.closest?.("[role=listbox] [role=option]")) event.preventDefault();
});

document.addEventListener("focusout", (event) => {
  for (const field of fields()) {
    const list = listOf(field);
    if (!list.contains(event.relatedTarget) && event.relatedTarget !== field && !list.hidden) {
      show(field, false);
    }
  }
});

for (const field of fields()) show(field, false);
