// @vitest-environment jsdom
import { expect, test, vi } from 'vitest';
import * as markdown from '../src/markdown/markdown';
import { MarkdownStream } from '../src/markdown/stream';

const TEXT = `# Title

First paragraph
goes on here.

1. one
2. two
   - inner

   more of two

10. ten

\`\`\`java
class A {}

// after a blank line
\`\`\`

| a | b |
|---|---|
| 1 | 2 |

> said *so*

The end.
`;

function drawn(write: (stream: MarkdownStream) => void): HTMLElement {
  const root = document.createElement('div');
  const stream = new MarkdownStream(root);
  write(stream);
  return root;
}

test('ends the same whether it came at once or letter by letter', () => {
  const whole = drawn((stream) => stream.end(TEXT));
  const grown = drawn((stream) => {
    for (let length = 1; length <= TEXT.length; length++) stream.show(TEXT.slice(0, length), true);
    stream.end(TEXT);
  });
  expect(grown.innerHTML).toBe(whole.innerHTML);
});

test('a reference may be defined long after its use', () => {
  const text = 'See [it][ref].\n\nMore.\n\n[ref]: https://x.example/\n';
  const root = drawn((stream) => {
    for (let length = 1; length <= text.length; length++) stream.show(text.slice(0, length), true);
    stream.end(text);
  });
  expect(root.querySelector('a')?.getAttribute('href')).toBe('https://x.example/');
});

test('lists are not torn apart while they grow', () => {
  const text = '1. one\n\n2. two\n\n3. three\n\nEnd of it.';
  const root = drawn((stream) => {
    for (let length = 1; length <= text.length; length++) stream.show(text.slice(0, length), true);
  });
  expect(root.querySelectorAll('ol')).toHaveLength(1);
});

test('leaves what is settled alone', () => {
  const root = document.createElement('div');
  const stream = new MarkdownStream(root);
  stream.show('First.\n\nSecond one', true);
  const first = root.querySelector('p');
  stream.show('First.\n\nSecond one grows.\n\nThird one.', true);
  stream.end('First.\n\nSecond one grows.\n\nThird one.');
  expect(root.querySelector('p')).toBe(first);
});

test('starts anew when the text is another', () => {
  const root = drawn((stream) => {
    stream.show('What was saved', true);
    stream.end('Another text');
  });
  expect(root.textContent?.trim()).toBe('Another text');
});

test('grows on after it seemed to be over', () => {
  const root = drawn((stream) => {
    stream.end('It broke');
    stream.show('It broke off', true);
    stream.end('It broke off, but came back.');
  });
  expect(root.querySelectorAll('p')).toHaveLength(1);
  expect(root.textContent?.trim()).toBe('It broke off, but came back.');
});

test('reads line ends of every kind', () => {
  const text = 'One.\r\n\r\nTwo.\r\n\r\n- a\r\n- b\r\n\r\nThree.';
  const whole = drawn((stream) => stream.end(text));
  const grown = drawn((stream) => {
    for (let length = 1; length <= text.length; length++) stream.show(text.slice(0, length), true);
    stream.end(text);
  });
  expect(grown.innerHTML).toBe(whole.innerHTML);
});

test.each([
  ['many paragraphs', () => 'Some words in a paragraph.\n\n'],
  ['one long code block', (line: number) => (line === 0 ? '```text\n' : 'a line of it\n')],
])('the work stays in proportion to the text: %s', (_, piece) => {
  const lex = vi.spyOn(markdown, 'lex');
  const parsed = (pieces: number) => {
    lex.mockClear();
    let text = '';
    drawn((stream) => {
      for (let n = 0; n < pieces; n++) stream.show((text += piece(n)), false);
      stream.end(text);
    });
    const characters = lex.mock.calls.reduce((sum, [part]) => sum + part.length, 0);
    return characters / text.length;
  };
  // A reparse of everything would make the longer text ten times as dear per character.
  expect(parsed(400)).toBeLessThan(parsed(40) * 2);
});

test('colours code, names its language and offers a copy', () => {
  const root = drawn((stream) => stream.end('```java\nclass A {}\n```'));
  expect(root.querySelector('.code-language')?.textContent).toBe('java');
  expect(root.querySelector('[data-testid=copy-code]')).not.toBeNull();
  expect(root.querySelector('.hljs-keyword')?.textContent).toBe('class');
  expect(root.querySelector('code')?.textContent).toBe('class A {}');
});

test.each([
  ['It opens `GET /v1', 'It opens GET /v1', 'code'],
  ['1. one\n2. **two', 'onetwo', 'strong'],
  ['**two*', 'two', 'strong'],
  ['> a `b` and `c', 'a b and c', 'code:nth-of-type(2)'],
])('marks begun in %j do not show while it grows', (text, shown, element) => {
  const root = drawn((stream) => stream.show(text, true));
  expect(root.textContent?.replaceAll('\n', '')).toBe(shown);
  expect(root.querySelector(element)).not.toBeNull();
});

test.each([
  ['It opens `', 'It opens'],
  ['So **', 'So'],
  ['So ** 3 is `8`, 2 * 3', 'So ** 3 is 8, 2 * 3'],
  ['`a**b` and **c** too', 'a**b and c too'],
])('%j adds no marks of its own while it grows', (text, shown) => {
  expect(drawn((stream) => stream.show(text, true)).textContent?.trim()).toBe(shown);
});

test('code that is still growing is left as it is', () => {
  const root = drawn((stream) => stream.show('```sh\necho **a `b', true));
  expect(root.querySelector('pre')?.textContent?.trim()).toBe('echo **a `b');
});
