import { Marked, type Token, type TokensList } from 'marked';

/** Tags a model uses inside text for good reason. All other raw HTML is shown as it was written. */
const HARMLESS_TAG = /^<\/?(?:br|kbd|sub|sup|mark)\s*\/?>$/i;
const SAFE_LINK = /^(?:https?:|mailto:)/i;

export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}

const marked = new Marked({
  gfm: true,
  renderer: {
    html({ text }) {
      return HARMLESS_TAG.test(text.trim()) ? text : escapeHtml(text);
    },
    code({ text, lang }) {
      const language = escapeHtml(/^[\w+#.-]+/.exec(lang ?? '')?.[0] ?? '');
      return `<pre><code class="language-${language}">${escapeHtml(text)}\n</code></pre>\n`;
    },
    link({ href, tokens }) {
      const label = this.parser.parseInline(tokens);
      if (!SAFE_LINK.test(href)) return label;
      return `<a href="${escapeHtml(href)}">${label}</a>`;
    },
    // Nothing is loaded from other hosts: a picture becomes a link to it.
    image({ href, text }) {
      const label = escapeHtml(text === '' ? 'image' : text);
      return SAFE_LINK.test(href) ? `<a href="${escapeHtml(href)}">${label}</a>` : label;
    },
  },
});

/** The blocks (paragraph, list, table, code, ...) of a Markdown text. */
export function lex(text: string): TokensList {
  return marked.lexer(text);
}

/** HTML of some blocks. Not sanitised yet. */
export function toHtml(blocks: readonly Token[]): string {
  return marked.parser([...blocks]);
}
