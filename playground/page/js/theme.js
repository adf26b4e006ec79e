// Dark, light, or what the system says; remembered in this browser.

const KEY = "playground.theme";
export const THEMES = { system: "Same as the system", dark: "Dark", light: "Light" };

export function theme() {
  const kept = localStorage.getItem(KEY);
  return kept !== null && kept in THEMES ? kept : "system";
}

/** @param {string} name */
export function setTheme(name) {
  localStorage.setItem(KEY, name);
  applyTheme();
}

export function applyTheme() {
  const chosen = theme();
  if (chosen === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = chosen;
}
