// @ts-check
/** What has the focus: its name, and whether one can see that it has it. */
(() => {
  const element = document.activeElement || document.body;
  const { outlineStyle, outlineWidth } = getComputedStyle(element);
  return {
    name: element.getAttribute("aria-label") || (element.textContent || "").trim(),
    seen: outlineStyle !== "none" && Number.parseFloat(outlineWidth) >= 2,
  };
})();
