// Polling rests on a hidden tab and asks at once when it is seen again.
// In the page: hx-get="…" hx-trigger="every 30s, seen" data-poll

const SELECTOR = "[data-poll]";

document.addEventListener("htmx:beforeRequest", (event) => {
  if (document.hidden && event.detail.elt.matches(SELECTOR)) event.preventDefault();
});

document.addEventListener("visibilitychange", () => {
  if (document.hidden) return;
  for (const element of document.querySelectorAll(SELECTOR)) window.htmx?.trigger(element, "seen");
});
