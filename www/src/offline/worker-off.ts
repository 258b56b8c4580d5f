// Switches the service worker off: a deployment that wants none puts this file, `sw-off.js`, in the place of `sw.js`.
// Browsers find it as they would find an update; it forgets what was kept and is gone.
export {};
declare const self: ServiceWorkerGlobalScope;

self.addEventListener("install", (event) => event.waitUntil(self.skipWaiting()));
self.addEventListener("activate", (event) => event.waitUntil(leave()));

async function leave(): Promise<void> {
  await caches.delete(`dutybound ${self.registration.scope}`);
  await self.registration.unregister();
}
