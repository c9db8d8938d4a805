// @ts-check
import { onReach } from "./api.js";
import { find } from "./dom.js";

/** Says when the server is gone and when it is back. @param {import("./page.js").Page} page @param {() => void} onReturn */
export function makeConnection(page, onReturn) {
  const banner = find(document, "#connection", HTMLElement);
  let lost = false;
  onReach((reached) => {
    if (reached === !lost) return;
    lost = !reached;
    banner.hidden = reached;
    banner.textContent = lost ? page.words.say("connection.lost") : "";
    if (lost) return;
    page.announce(page.words.say("connection.back"));
    onReturn();
  });
}
