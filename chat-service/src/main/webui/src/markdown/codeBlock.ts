import { highlight } from './highlight';
import { sanitise } from './sanitise';

const COPIED_MS = 1500;

/** Gives every code block under `root` colours, a language label and a copy button. */
export function dressCode(root: ParentNode): void {
  for (const code of root.querySelectorAll('pre > code')) dress(code);
}

function dress(code: Element): void {
  const language = /language-(\S+)/.exec(code.className)?.[1] ?? '';
  const text = (code.textContent ?? '').replace(/\n$/, '');
  code.replaceChildren(sanitise(highlight(text, language.toLowerCase())));

  const label = document.createElement('span');
  label.className = 'code-language';
  label.textContent = language === '' ? 'text' : language;

  const copy = document.createElement('button');
  copy.type = 'button';
  copy.className = 'code-copy';
  copy.textContent = 'Copy';
  copy.dataset.testid = 'copy-code';
  copy.setAttribute('aria-label', `Copy this ${language} code`.replace('  ', ' '));

  const head = document.createElement('div');
  head.className = 'code-head';
  head.append(label, copy);

  const block = document.createElement('div');
  block.className = 'code-block';
  const pre = code.parentElement as HTMLElement;
  pre.tabIndex = 0;
  pre.replaceWith(block);
  block.append(head, pre);
}

/** Answers clicks on the copy buttons under `root`. */
export function listenForCopy(root: HTMLElement): () => void {
  const onClick = (event: MouseEvent) => {
    const button = (event.target as Element).closest<HTMLButtonElement>('.code-copy');
    const code = button?.closest('.code-block')?.querySelector('code');
    if (button && code) void copyFrom(button, code.textContent ?? '');
  };
  root.addEventListener('click', onClick);
  return () => root.removeEventListener('click', onClick);
}

async function copyFrom(button: HTMLButtonElement, text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    button.textContent = 'Copied';
  } catch {
    button.textContent = 'Not allowed';
  }
  setTimeout(() => (button.textContent = 'Copy'), COPIED_MS);
}
