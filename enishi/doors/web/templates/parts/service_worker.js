// Shows a page of our own when the house cannot be reached. Keeps nothing else: pages are private.
{% load static %}const SHELF = "enishi-offline-1";
const OFFLINE = "{% url 'web:offline' %}";
const KEPT = [OFFLINE, "{% static 'css/enishi.css' %}", "{% static 'img/favicon.svg' %}"];

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(SHELF).then((shelf) => shelf.addAll(KEPT)).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  const old = (names) => names.filter((name) => name !== SHELF).map((name) => caches.delete(name));
  event.waitUntil(caches.keys().then((names) => Promise.all(old(names))));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.mode === "navigate" && request.method === "GET") {
    event.respondWith(fetch(request).catch(() => caches.match(OFFLINE)));
  } else if (KEPT.slice(1).some((path) => request.url.endsWith(path))) {
    event.respondWith(fetch(request).catch(() => caches.match(request)));
  }
});
