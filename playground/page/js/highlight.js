// Colours code, for markdown's code blocks and for JSON.

import hljs from "../vendor/highlight.mjs";

// Past this length colours cost more time than they are worth.
const LONGEST = 20000;

// Markup with the source escaped; null when the language is unknown. It has to go through the sanitiser like all markup.
/** @param {string} source @param {string} language @returns {string | null} */
export function highlighted(source, language) {
  if (!language || source.length > LONGEST || !hljs.getLanguage(language)) return null;
  return hljs.highlight(source, { language, ignoreIllegals: true }).value;
}
