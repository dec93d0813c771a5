// A page of our own when the house cannot be reached; the address of the worker is in the page.

const { worker } = document.documentElement.dataset;
if (worker && "serviceWorker" in navigator) {
  // Browsers refuse it on private windows and plain http; the pages are the same without.
  navigator.serviceWorker.register(worker, { scope: "/" }).catch(() => {});
}
