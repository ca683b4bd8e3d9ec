// SPDX-License-Identifier: MIT
//
// What can begin before the page's module is here, since a slow network makes
// each wait long: the websocket, and the words of another language. boot.js
// takes the socket over. A script of its own, so that it is there first, and
// can say so when the module does not come.
(() => {
  // A page whose script does not come over a bad network would stay empty.
  addEventListener("error", ({ target }) => {
    if (target.tagName !== "SCRIPT") return;
    const say = (lang, text) => Object.assign(document.createElement("p"), { lang, textContent: text });
    const again = Object.assign(document.createElement("a"), { href: "", textContent: "Load the page again · Muat ulang halaman" });
    document.querySelector("main")?.replaceChildren(
      say("en", "This page could not be loaded whole. Is there a network?"),
      say("id", "Halaman ini tidak termuat seluruhnya. Apakah jaringan tersedia?"), again);
  }, true);
  const recall = (key) => {
    try {
      return localStorage.getItem(`scrubrelay.${key}`);
    } catch {
      return null;
    }
  };
  const { words } = document.currentScript.dataset;
  const lang = [recall("lang"), ...navigator.languages].find((l) => /^(id|in|en)\b/i.test(l));
  if (words && /^i/i.test(lang))
    document.head.append(Object.assign(document.createElement("link"), { rel: "modulepreload", href: words }));
  // A stranger would only be asked who he is.
  if (!recall("enrolled")) return;
  const url = `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/`;
  const early = { ws: new WebSocket(url, "scrubrelay.v1"), url, heard: [] };
  early.ws.onmessage = ({ data }) => early.heard.push(data);
  globalThis.scrubrelayEarly = early;
})();
