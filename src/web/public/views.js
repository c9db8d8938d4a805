// @ts-check
import { find } from "./dom.js";
import { recall, remember } from "./memory.js";

/** On a narrow screen one thing at a time: a phone or the clock. @param {() => void} onChange */
export function makeViews(onChange) {
  const tabs = Array.from(document.querySelectorAll("#tabs button"));

  /** @param {string} view */
  function show(view) {
    document.body.dataset.view = view;
    for (const tab of tabs) tab.setAttribute("aria-pressed", String(tab.getAttribute("data-view") === view));
    remember("view", view);
    onChange();
  }
  for (const tab of tabs) tab.addEventListener("click", () => show(tab.getAttribute("data-view") || "0"));
  find(document, ".skip-clock", HTMLAnchorElement).addEventListener("click", () => show("clock"));
  const last = recall("view");
  show(tabs.some((tab) => tab.getAttribute("data-view") === last) && last !== null ? last : "0");
}

/** What was understood can be folded away on all phones at once. */
export function makeFolding() {
  const box = find(document, ".show-understood", HTMLInputElement);
  const draw = () => {
    document.body.classList.toggle("without-understood", !box.checked);
    remember("understood", box.checked ? "shown" : "hidden");
  };
  box.checked = recall("understood") !== "hidden";
  box.addEventListener("change", draw);
  draw();
}
