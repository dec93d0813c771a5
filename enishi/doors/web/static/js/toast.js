// Toasts: the word after an act, with undo for some seconds; and the word when a request fails.

const STAYS = 8000;
const STAYS_WITH_UNDO = 20000;
const place = document.getElementById("toasts");

function watch(toast) {
  const close = toast.querySelector(".toast-close");
  let timer;
  const leave = () => {
    if (toast.matches(":hover, :focus-within")) start();
    else toast.remove();
  };
  const start = () => {
    timer = setTimeout(leave, toast.querySelector("form") ? STAYS_WITH_UNDO : STAYS);
  };
  close.hidden = false;
  close.addEventListener("click", () => {
    clearTimeout(timer);
    toast.remove();
  });
  start();
}

function say(id) {
  const template = document.getElementById(id);
  if (template) place.append(template.content.cloneNode(true));
}

if (place) {
  for (const toast of place.querySelectorAll("[data-toast]")) watch(toast);
  new MutationObserver((changes) => {
    for (const { addedNodes } of changes) {
      for (const node of addedNodes) if (node.matches?.("[data-toast]")) watch(node);
    }
  }).observe(place, { childList: true });

  // A refusal comes with its own words and says that it belongs here; a page of an error does not.
  document.addEventListener("htmx:beforeSwap", (event) => {
    const { xhr, isError } = event.detail;
    if (!isError) return;
    event.detail.shouldSwap = xhr.getResponseHeader("HX-Retarget") === "#toasts";
    if (!event.detail.shouldSwap) say("trouble-refused");
  });
  document.addEventListener("htmx:sendError", () => say("trouble-unreached"));
}
