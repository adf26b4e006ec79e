// Turns Discord's markdown into a sanitised fragment; no other module writes markup into the page.

import DOMPurify from "../vendor/dompurify.mjs";
import MarkdownIt from "../vendor/markdown-it.mjs";
import { highlighted } from "./highlight.js";
import { ownJump } from "./jump.js";
import { formatStamp } from "./timestamps.js";

const SPECIAL =
  /^<(?:@!?(?<user>\d{1,20})|@&(?<role>\d{1,20})|#(?<channel>\d{1,20})|\/(?<command>[^:<>\n]{1,100}):(?<commandId>\d{1,20})|t:(?<unix>-?\d{1,17})(?::(?<style>[tTdDfFsSR]))?|a?:(?<emoji>\w{2,32}):\d{1,20})>/u;
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
md.validateLink = (url) => /^https?:\/\//i.test(url);

md.inline.ruler.before("autolink", "special", (state, silent) => {
  if (state.src[state.pos] !== "<") return false;
  const match = SPECIAL.exec(state.src.slice(state.pos, state.pos + 140));
  if (!match) return false;
  if (!silent) state.push("special", "", 0).meta = match.groups;
  state.pos += match[0].length;
  return true;
});

// `-# small print` stands on its own line, also directly under a paragraph.
md.block.ruler.before(
  "heading",
  "subtext",
  (state, line, _end, silent) => {
    const start = state.bMarks[line] + state.tShift[line];
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
    if (block.type === "inline" && block.content.includes("||")) block.children = withSpoilers(state, block.children);
  }
});

function withSpoilers(state, tokens) {
  const result = [];
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

const escape = md.utils.escapeHtml;
const rules = md.renderer.rules;
rules.strong_open = (tokens, index) => (tokens[index].markup === "__" ? "<u>" : "<strong>");
rules.strong_close = (tokens, index) => (tokens[index].markup === "__" ? "</u>" : "</strong>");
rules.spoiler_open = () => '<span class="spoiler" role="button" tabindex="0" aria-label="Spoiler, hidden" aria-expanded="false"><span class="spoiler-text">';
rules.spoiler_close = () => "</span></span>";
// A bare link to a message of Discord reads as where it leads, like in Discord's client.
md.core.ruler.push("jump", (state) => {
  for (const { children } of state.tokens) {
    for (const [index, token] of (children ?? []).entries()) {
      const jump = token.type === "link_open" && token.markup === "linkify" ? ownJump(token.attrGet("href")) : null;
      const text = children[index + 1];
      if (!jump || text?.type !== "text") continue;
      token.meta = { jump: true };
      text.content = `${state.env.names.place(jump.channelId)}${jump.messageId ? " › message" : ""}`;
    }
  }
});
rules.link_open = (tokens, index) => `<a${tokens[index].meta?.jump ? ' class="mention"' : ""} href="${escape(tokens[index].attrGet("href"))}" target="_blank" rel="noopener noreferrer">`;
rules.heading_open = (tokens, index) => `<h${Math.min(Number(tokens[index].tag[1]), 3)}>`;
rules.heading_close = (tokens, index) => `</h${Math.min(Number(tokens[index].tag[1]), 3)}>`;
rules.fence = (tokens, index) => {
  const language = tokens[index].info.trim();
  // A first line that is no language name is code: Discord's own client treats it so.
  const isName = /^[\w+#.-]{0,20}$/u.test(language);
  const code = (isName ? tokens[index].content : `${language}\n${tokens[index].content}`).replace(/\n$/u, "");
  const className = isName && language ? `language-${escape(language)}` : "";
  return `<pre tabindex="0"><code class="${className}">${(isName && highlighted(code, language.toLowerCase())) || escape(code)}</code></pre>`;
};
rules.special = (tokens, index, _options, env) => special(tokens[index].meta, env.names);

function special(found, names) {
  if (found.unix !== undefined) return stamp(Number(found.unix), found.style ?? "f");
  if (found.user) return mention("user", found.user, `@${names.user(found.user)}`);
  if (found.role) return mention("role", found.role, `@${names.role(found.role)}`);
  if (found.channel) return mention("channel", found.channel, `#${names.channel(found.channel)}`);
  if (found.command) return mention("command", found.command, `/${found.command}`);
  return `<span class="emoji">:${escape(found.emoji)}:</span>`;
}

function mention(kind, value, text) {
  const role = kind === "command" || kind === "channel" ? ' role="button" tabindex="0"' : "";
  return `<span class="mention" data-${kind}="${escape(value)}"${role}>${escape(text)}</span>`;
}

function stamp(unix, style) {
  const date = new Date(unix * 1000);
  const iso = Number.isNaN(date.getTime()) ? "" : ` datetime="${date.toISOString()}" title="${escape(formatStamp(unix, "F"))}"`;
  const ticking = style === "R" ? ` data-relative="${unix}"` : "";
  return `<time class="stamp"${iso}${ticking}>${escape(formatStamp(unix, style))}</time>`;
}

// Where Discord differs from CommonMark line by line: `>>> ` quotes all that follows, and a quote ends with its line.
function discordLines(source) {
  let fenced = false;
  let quoting = false;
  let previousQuoted = false;
  const lines = [];
  for (let line of source.split("\n")) {
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

export function markdown(source, names) {
  return DOMPurify.sanitize(md.render(discordLines(source), { names }), SANITISER);
}

// Code alone, coloured.
export function code(source, language) {
  return DOMPurify.sanitize(highlighted(source, language) ?? escape(source), SANITISER);
}

// For places that hold one line, such as an embed's title.
export function inlineMarkdown(source, names) {
  return DOMPurify.sanitize(md.renderInline(source, { names }), SANITISER);
}

// The first line of a message as plain text, for reply previews.
export function plainText(source, names) {
  return markdown(source, names).textContent.replace(/\s+/gu, " ").trim();
}
