import type { Token } from 'marked';
import { dressCode } from './codeBlock';
import { lex, toHtml } from './markdown';
import { sanitise } from './sanitise';
import { closeMarks } from './unfinished';

/** The share of the open block's length that must be new before it is drawn again. */
const GROWTH = 1 / 40;
/** A shorter last block may yet turn out to go on with the list before it ("2" of "2. ..."). */
const UNAMBIGUOUS = 5;
const REFERENCE = /^ {0,3}\[[^\]]+\]:\s/m;

/**
 * Draws a growing Markdown text. A block that is followed by another is drawn once and never
 * touched again; only the open block at the end is parsed anew, and less often the longer it is.
 * So the work stays in proportion to the text, and what has been read does not move.
 */
export class MarkdownStream {
  readonly #root: HTMLElement;
  readonly #open = document.createElement('div');
  #text = '';
  /** How much of the text is drawn for good. */
  #settled = 0;
  /** The length of the text when the open block was last drawn. */
  #drawn = 0;
  /** True while the last block may grow. */
  #growing = true;

  constructor(root: HTMLElement) {
    this.#root = root;
    this.#open.className = 'open-block';
    root.replaceChildren(this.#open);
  }

  /** Shows the text so far. `force` also draws what would wait for more text. */
  show(received: string, force: boolean): void {
    const text = withPlainLineEnds(received);
    if (!this.#growing || !text.startsWith(this.#text)) this.#restart();
    this.#text = text;
    const fresh = text.length - this.#drawn;
    const waits = fresh < (text.length - this.#settled) * GROWTH;
    if (fresh > 0 && (force || !waits)) this.#draw();
  }

  /** Shows the whole text; nothing will follow. */
  end(received: string): void {
    const text = withPlainLineEnds(received);
    if (!this.#growing && text === this.#text) return;
    // A reference may be defined after its use, in a block that was settled before.
    if (!this.#growing || !text.startsWith(this.#text) || REFERENCE.test(text)) this.#restart();
    this.#growing = false;
    this.#text = text;
    this.#settle(lex(text.slice(this.#settled)));
    this.#open.remove();
  }

  #restart(): void {
    this.#growing = true;
    this.#settled = 0;
    this.#drawn = 0;
    this.#root.replaceChildren(this.#open);
    this.#open.replaceChildren();
  }

  #draw(): void {
    this.#drawn = this.#text.length;
    const blocks = lex(this.#text.slice(this.#settled));
    const settled = countSettled(blocks);
    this.#settle(blocks.slice(0, settled));
    this.#open.replaceChildren(render(closed(blocks.slice(settled))));
  }

  #settle(blocks: readonly Token[]): void {
    if (blocks.length === 0) return;
    this.#root.insertBefore(render(blocks), this.#open);
    for (const block of blocks) this.#settled += block.raw.length;
  }
}

/** How many blocks nothing that follows can change: those before the last one with a content. */
function countSettled(blocks: readonly Token[]): number {
  let last = blocks.length - 1;
  while (last > 0 && blocks[last]?.type === 'space') last--;
  const begun = blocks[last]?.raw.trimEnd().length ?? 0;
  return begun < UNAMBIGUOUS ? 0 : Math.max(0, last);
}

function closed(blocks: readonly Token[]): readonly Token[] {
  const text = closeMarks(blocks);
  return text === blocks.map((block) => block.raw).join('') ? blocks : lex(text);
}

/** The parser counts in these; so must we. */
function withPlainLineEnds(text: string): string {
  return text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
}

function render(blocks: readonly Token[]): DocumentFragment {
  const fragment = sanitise(toHtml(blocks));
  dressCode(fragment);
  return fragment;
}
