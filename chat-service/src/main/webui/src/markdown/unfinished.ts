import type { Token } from 'marked';

const CODE_SPAN = /(`+)(?!`)[^\n]*?[^`]\1(?!`)/g;
/** Two stars with a space on each side are a sum, not bold text. */
const BOLD = /\*\*(?=\S|$)|(?<=\S)\*\*/g;
/** A longer line is not worth the time that looking for its marks may take. */
const LONGEST_LINE = 2000;
const INLINE = new Set(['paragraph', 'heading', 'list', 'blockquote']);

/**
 * The Markdown of blocks that are still growing, with the code or the bold text that its last line
 * has begun brought to an end. Otherwise the marks show until their other half comes.
 */
export function closeMarks(blocks: readonly Token[]): string {
  const text = blocks.map((block) => block.raw).join('');
  const last = blocks.findLast((block) => block.type !== 'space');
  if (last === undefined || !INLINE.has(last.type)) return text;
  const shown = text.trimEnd();
  const line = shown.slice(shown.lastIndexOf('\n') + 1);
  if (line.length > LONGEST_LINE) return text;
  const outside = line.replace(CODE_SPAN, 'x');
  if (outside.includes('`')) return closeWith('`', shown);
  if ((outside.match(BOLD)?.length ?? 0) % 2 === 1) return closeWith('**', shown);
  return text;
}

function closeWith(mark: string, text: string): string {
  if (!text.endsWith(mark)) return text + (text.endsWith('*') && mark === '**' ? '*' : mark);
  // Nothing follows the mark yet, so there is nothing to show.
  let end = text.length;
  while (text[end - 1] === '`' || text[end - 1] === '*') end--;
  return text.slice(0, end);
}
