// Text to HTML: whatever is put into an html`…` is escaped, bar other html`…`.

export class Html {
  constructor(text) { this.text = text; }
  toString() { return this.text; }
}

export const escape = (text) =>
  String(text).replace(/[&<>"']/g, (char) => `&#${char.codePointAt(0)};`);

const piece = (value) => {
  if (value === null || value === undefined || value === false) return "";
  if (Array.isArray(value)) return value.map(piece).join("");
  return value instanceof Html ? value.text : escape(value);
};

/** Tag of a template: returns HTML in which all values are escaped. */
export const html = (parts, ...values) =>
  new Html(parts.reduce((text, part, i) => text + piece(values[i - 1]) + part));
