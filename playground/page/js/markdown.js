// Turns Discord's markdown into a sanitised fragment; no other module writes markup into the page.

import DOMPurify from "../vendor/dompurify.mjs";
import MarkdownIt from "../vendor/markdown-it.mjs";
import { highlighted } from "./highlight.js";
import { ownJump } from "./jump.js";
import { formatStamp } from "./timestamps.js";

/** @import { Config } from "dompurify" */
/** @import { Env, RendererRule, StateCore, Token } from "markdown-it" */
/** @import { Names } from "./store.js" */

/** @typedef {{ [group: string]: string | undefined }} Special what stood between < and >, by the groups of SPECIAL */

const SPECIAL =
  /^<(?:@!?(?<user>\d{1,20})|@&(?<role>\d{1,20})|#(?<channel>\d{1,20})|\/(?<command>[^:<>\n]{1,100}):(?<commandId>\d{1,20})|t:(?<unix>-?\d{1,17})(?::(?<style>[tTdDfFsSR]))?|a?:(?<emoji>\w{2,32}):\d{1,20})>/u;
const BLOCK = /```(?:(?<language>[\w+#.-]+)\n)?\n*(?<code>[^\n][\s\S]*?)\n*```/gu;
/** @type {Config & { RETURN_DOM_FRAGMENT: true }} */
const SANITISER = {
  ALLOWED_TAGS: ["a", "blockquote", "br", "code", "em", "h1", "h2", "h3", "li", "ol", "p", "pre", "s", "small", "span", "strong", "time", "u", "ul"],
  ALLOWED_ATTR: ["class", "datetime", "href", "rel", "start", "target", "title", "role", "tabindex", "aria-label", "aria-expanded"],
  // The sanitiser tests every attribute with this; links are held to http and https by validateLink already.
  ALLOWED_URI_REGEXP: /^(?:https?:|[^a-z]|[a-z+.-]+(?:[^a-z+.:-]|$))/i,
  RETURN_DOM_FRAGMENT: true,
};

const md = new MarkdownIt({ html: false, linkify: true, breaks: true });
md.disable(["table", "hr", "lheading", "reference", "html_block", "html_inline", "image", "entity", "code"]);
md.linkify.set({ fuzzyLink: false, fuzzyEmail: false, fuzzyIP: false });
md.validateLink = (/** @type {string} */ url) => /^https?:\/\//i.test(url);

md.inline.ruler.before("autolink", "special", (state, silent) => {
  if (state.src[state.pos] !== "<") return false;
  const match = SPECIAL.exec(state.src.slice(state.pos, state.pos + 140));
  if (!match) return false;
  if (!silent) state.push("special", "", 0).meta = match.groups ?? null;
  state.pos += match[0].length;
  return true;
});

// `-# small print` stands on its own line, also directly under a paragraph.
md.block.ruler.before(
  "heading",
  "subtext",
  (state, line, _end, silent) => {
    const start = (state.bMarks[line] ?? 0) + (state.tShift[line] ?? 0);
    const text = state.src.slice(start, state.eMarks[line]);
    if (!text.startsWith("-# ")) return false;
    if (silent) return true;
    state.line = line + 1;
    state.push("subtext_open", "small", 1).map = [line, state.line];
    const inline = state.push("inline", "", 0);
    Object.assign(inline, { content: text.slice(3).trim(), map: [line, state.line], children: [] });
    state.push("subtext_close", "small", -1);
    return true;
  },
  { alt: ["paragraph", "blockquote", "list"] },
);

// ||spoiler||: pairs of bars in plain text of the same depth. Runs before escapes are joined, so \|\| stays text.
md.core.ruler.before("text_join", "spoiler", (state) => {
  for (const block of state.tokens) {
    if (block.type === "inline" && block.content.includes("||")) block.children = withSpoilers(state, block.children ?? []);
  }
});

/** @param {StateCore} state @param {Token[]} tokens */
function withSpoilers(state, tokens) {
  /** @type {Token[]} */
  const result = [];
  /** @type {Map<number, Token>} */
  const open = new Map();
  for (const token of tokens) {
    if (token.type !== "text" || !token.content.includes("||")) {
      result.push(token);
      continue;
    }
    token.content.split("||").forEach((part, index) => {
      if (index > 0) {
        const bar = new state.Token("text", "", 0);
        Object.assign(bar, { content: "||", level: token.level });
        const opening = open.get(token.level);
        if (opening) {
          Object.assign(opening, { type: "spoiler_open", tag: "span", nesting: 1, content: "" });
          Object.assign(bar, { type: "spoiler_close", tag: "span", nesting: -1, content: "" });
          open.delete(token.level);
        } else {
          open.set(token.level, bar);
        }
        result.push(bar);
      }
      if (part) {
        const text = new state.Token("text", "", 0);
        Object.assign(text, { content: part, level: token.level });
        result.push(text);
      }
    });
  }
  return result;
}

// A bare link to a message of Discord reads as where it leads, like in Discord's client.
md.core.ruler.push("jump", (state) => {
  for (const { children } of state.tokens) {
    const parts = children ?? [];
    for (const [index, token] of parts.entries()) {
      const jump = token.type === "link_open" && token.markup === "linkify" ? ownJump(hrefOf(token)) : null;
      const text = parts[index + 1];
      if (!jump || text?.type !== "text") continue;
      token.meta = { jump: true };
      text.content = `${namesIn(state.env).place(jump.channelId)}${jump.messageId ? " › message" : ""}`;
    }
  }
});

const escape = md.utils.escapeHtml;
Object.assign(md.renderer.rules, {
  strong_open: rule(({ markup }) => (markup === "__" ? "<u>" : "<strong>")),
  strong_close: rule(({ markup }) => (markup === "__" ? "</u>" : "</strong>")),
  spoiler_open: rule(() => '<span class="spoiler" role="button" tabindex="0" aria-label="Spoiler, hidden" aria-expanded="false"><span class="spoiler-text">'),
  spoiler_close: rule(() => "</span></span>"),
  link_open: rule((token) => `<a${token.meta?.jump ? ' class="mention"' : ""} href="${escape(hrefOf(token))}" target="_blank" rel="noopener noreferrer">`),
  heading_open: rule(({ tag }) => `<h${Math.min(Number(tag[1]), 3)}>`),
  heading_close: rule(({ tag }) => `</h${Math.min(Number(tag[1]), 3)}>`),
  fence: rule(fence),
  special: rule(({ meta }, names) => special(/** @type {Special} */ (meta), names)),
});

/** @param {(token: Token, names: Names) => string} draw @returns {RendererRule} */
function rule(draw) {
  return (tokens, index, _options, env) => {
    const token = tokens[index];
    return token ? draw(token, namesIn(env)) : "";
  };
}

/** @param {Env | undefined} env @returns {Names} what render() was given below */
function namesIn(env) {
  return /** @type {{ names: Names }} */ (env).names;
}

/** @param {Token} token */
function hrefOf(token) {
  return String(token.attrGet("href") ?? "");
}

/** @param {Token} token */
function fence({ info, content }) {
  const language = info.trim();
  // A first line that is no language name is code: Discord's own client treats it so.
  const isName = /^[\w+#.-]{0,20}$/u.test(language);
  const source = (isName ? content : `${language}\n${content}`).replace(/\n$/u, "");
  const className = isName && language ? `language-${escape(language)}` : "";
  return `<pre tabindex="0"><code class="${className}">${(isName && highlighted(source, language.toLowerCase())) || escape(source)}</code></pre>`;
}

/** @param {Special} found @param {Names} names */
function special(found, names) {
  if (found.unix !== undefined) return stamp(Number(found.unix), found.style ?? "f");
  if (found.user) return mention("user", found.user, `@${names.user(found.user)}`);
  if (found.role) return mention("role", found.role, `@${names.role(found.role)}`);
  if (found.channel) return mention("channel", found.channel, `#${names.channel(found.channel)}`);
  if (found.command) return mention("command", found.command, `/${found.command}`);
  return `<span class="emoji">:${escape(found.emoji ?? "")}:</span>`;
}

/** @param {"user" | "role" | "channel" | "command"} kind @param {string} value @param {string} text */
function mention(kind, value, text) {
  const role = kind === "command" || kind === "channel" ? ' role="button" tabindex="0"' : "";
  return `<span class="mention" data-${kind}="${escape(value)}"${role}>${escape(text)}</span>`;
}

/** @param {number} unix @param {string} style */
function stamp(unix, style) {
  const date = new Date(unix * 1000);
  const iso = Number.isNaN(date.getTime()) ? "" : ` datetime="${date.toISOString()}" title="${escape(formatStamp(unix, "F"))}"`;
  const ticking = style === "R" ? ` data-relative="${unix}"` : "";
  return `<time class="stamp"${iso}${ticking}>${escape(formatStamp(unix, style))}</time>`;
}

/** Where Discord differs from CommonMark in code blocks: they begin and end anywhere in a line, and nothing is one that does not end. @param {string} source */
function withBlocksOnLines(source) {
  let made = "";
  let at = 0;
  for (const { index, 0: whole, groups } of source.matchAll(BLOCK)) {
    const { language = "", code: lines = "" } = groups ?? {};
    const before = source.slice(at, index);
    const line = before.slice(before.lastIndexOf("\n") + 1);
    const quote = /^ *> /u.test(line) ? "> " : "";
    const isMark = line === ">>> ";
    const column = isMark ? "" : quote + " ".repeat((/^(?: *> )?(?:[-*+] |\d+\. )? */u.exec(line)?.[0] ?? "").length - quote.length);
    const breaks = line.trim() && !isMark && line !== column ? `\n${column}` : "";
    const inner = language || lines.startsWith(column) ? lines : column + lines;
    made += `${outsideBlocks(before)}${breaks}\`\`\`${language}\n${inner}\n${column}\`\`\`\n${column}`;
    at = index + whole.length;
  }
  return made + outsideBlocks(source.slice(at));
}

/** @param {string} text */
function outsideBlocks(text) {
  return text.replaceAll("```", "\\`\\`\\`");
}

/** Where Discord differs from CommonMark line by line: `>>> ` quotes all that follows, and a quote ends with its line. @param {string} source */
function discordLines(source) {
  let fenced = false;
  let quoting = false;
  let previousQuoted = false;
  const lines = [];
  for (let line of withBlocksOnLines(source).split("\n")) {
    if (!fenced && !quoting && line.startsWith(">>> ")) {
      quoting = true;
      line = line.slice(4);
    }
    const quoted = quoting || (!fenced && /^> /u.test(line));
    if (!fenced && previousQuoted && !quoted && line.trim()) lines.push("");
    if (!quoted && /^\s*```/u.test(line) && !/```.*```/u.test(line)) fenced = !fenced;
    lines.push(quoting ? `> ${line}` : line);
    previousQuoted = quoted;
  }
  return lines.join("\n");
}

/** @param {string} source @param {Names} names */
export function markdown(source, names) {
  return DOMPurify.sanitize(md.render(discordLines(source), { names }), SANITISER);
}

/** Code alone, coloured. @param {string} source @param {string} language */
export function code(source, language) {
  return DOMPurify.sanitize(highlighted(source, language) ?? escape(source), SANITISER);
}

/** For places that hold one line, such as an embed's title. @param {string} source @param {Names} names */
export function inlineMarkdown(source, names) {
  return DOMPurify.sanitize(md.renderInline(source, { names }), SANITISER);
}

/** The first line of a message as plain text, for reply previews. @param {string} source @param {Names} names */
export function plainText(source, names) {
  return markdown(source, names).textContent.replace(/\s+/gu, " ").trim();
}
