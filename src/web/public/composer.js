// @ts-check
import { find } from "./dom.js";
import { scaledPhoto } from "./photo.js";

/** A voice note of no sound at all: what matters here is that one was sent. */
const SILENCE = "data:audio/wav;base64,UklGRiQAAABXQVZFZm10IBAAAAABAAEAQB8AAEAfAAABAAgAZGF0YQAAAAA=";

/**
 * What a person can do on the phone: write, and attach things.
 *
 * @param {HTMLElement} phone @param {import("./words.js").Words} words
 * @param {(doing: object, shownAs: string) => Promise<void>} send
 * @param {(sentence: string) => void} complain
 */
export function makeComposer(phone, words, send, complain) {
  const form = find(phone, ".composer", HTMLFormElement);
  const field = find(form, ".line", HTMLInputElement);
  const more = find(form, ".more", HTMLButtonElement);
  const extras = find(phone, ".extras", HTMLElement);
  const file = find(extras, ".file-field", HTMLInputElement);
  const contactForm = find(extras, ".contact-form", HTMLFormElement);
  const contactField = find(contactForm, "input", HTMLInputElement);
  const digits = find(extras, ".digits", HTMLButtonElement);

  const fold = (/** @type {boolean} */ open) => {
    extras.hidden = !open;
    more.setAttribute("aria-expanded", String(open));
    if (!open) contactForm.hidden = true;
  };

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const text = field.value.trim();
    field.value = "";
    if (text !== "") void send({ text }, text);
  });

  more.addEventListener("click", () => fold(extras.hidden !== false));
  extras.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    fold(false);
    more.focus();
  });

  find(extras, ".photo", HTMLButtonElement).addEventListener("click", () => file.click());
  file.addEventListener("change", () => void attachPhoto());
  /** What stands in the line goes under the photo. */
  async function attachPhoto() {
    const chosen = (file.files || [])[0];
    file.value = "";
    if (chosen === undefined) return;
    const photo = await scaledPhoto(chosen);
    if (photo === null) return complain(words.say("errors.no_picture"));
    const caption = field.value.trim();
    field.value = "";
    if (caption === "") attach({ photo }, words.say("files.photo"));
    else attach({ photo, caption }, caption);
  }

  find(extras, ".voice", HTMLButtonElement).addEventListener("click", () => {
    attach({ voice: SILENCE }, words.say("files.voice"));
  });
  find(extras, ".location", HTMLButtonElement).addEventListener("click", () => {
    attach({ location: { latitude: 10.24, longitude: 106.37 } }, words.say("files.location"));
  });
  find(extras, ".contact", HTMLButtonElement).addEventListener("click", () => {
    contactForm.hidden = !contactForm.hidden;
    if (!contactForm.hidden) contactField.focus();
  });
  contactForm.addEventListener("submit", (event) => {
    event.preventDefault();
    const contact = contactField.value.trim();
    if (contact !== "") attach({ contact }, contact);
  });
  digits.addEventListener("click", () => {
    const on = field.inputMode !== "numeric";
    field.inputMode = on ? "numeric" : "text";
    digits.setAttribute("aria-pressed", String(on));
    field.focus();
  });

  /** @param {object} doing @param {string} shownAs */
  function attach(doing, shownAs) {
    fold(false);
    field.focus();
    void send(doing, shownAs);
  }

  return {
    focus: () => field.focus(),

    clear() {
      field.value = "";
      fold(false);
    },
  };
}
