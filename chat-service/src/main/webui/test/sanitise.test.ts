// @vitest-environment jsdom
import { describe, expect, test } from 'vitest';
import { lex, toHtml } from '../src/markdown/markdown';
import { MarkdownStream } from '../src/markdown/stream';
import { sanitise } from '../src/markdown/sanitise';

const ATTACKS = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '<svg onload=alert(1)><animate onbegin=alert(1)></svg>',
  '<svg><style><img src=x onerror=alert(1)></style></svg>',
  '<math><mi><mglyph><style><img src=x onerror=alert(1)></style></mglyph></mi></math>',
  '<iframe src="javascript:alert(1)"></iframe>',
  '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
  '<object data="data:text/html,<script>alert(1)</script>"></object>',
  '<a href="javascript:alert(1)">a</a>',
  '<a href="  java\nscript:alert(1)">a</a>',
  '<p style="background:url(https://evil.example/)">a</p>',
  '<form action="https://evil.example"><button formaction="javascript:alert(1)">a</button></form>',
  '<base href="https://evil.example/">',
  '<meta http-equiv="refresh" content="0;url=https://evil.example">',
  '<link rel=stylesheet href=https://evil.example/a.css>',
  '<input onfocus=alert(1) autofocus>',
  '<details ontoggle=alert(1) open>a</details>',
  '<video><source onerror=alert(1)></video>',
  '<p id="app" name="body">a</p>',
  '<noscript><p title="</noscript><img src=x onerror=alert(1)>"></noscript>',
  '[a](javascript:alert(1))',
  '[a](JaVaScRiPt:alert(1))',
  '[a](java&#115;cript:alert(1))',
  '[a](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)',
  '[a](vbscript:msgbox(1))',
  '[a](https://x.example/"onmouseover="alert(1))',
  '![a](https://evil.example/pixel.png)',
  '![a](javascript:alert(1))',
  '![a" onerror="alert(1)](x)',
  '```"><img src=x onerror=alert(1)>\ncode\n```',
  '```html\n<img src=x onerror=alert(1)>\n```',
  '| <img src=x onerror=alert(1)> |\n|---|\n| <script>alert(1)</script> |',
  '`<img src=x onerror=alert(1)>`',
  '<https://x.example/<script>alert(1)</script>>',
];

const TAGS = new Set(
  ('div span button p br hr h1 h2 h3 h4 h5 h6 blockquote ul ol li strong em del kbd sub sup mark ' +
    'a code pre input table thead tbody tr th td').split(' '),
);

function expectHarmless(root: ParentNode): void {
  for (const element of root.querySelectorAll('*')) {
    expect(TAGS).toContain(element.localName);
    for (const { name, value } of element.attributes) {
      expect(name).not.toMatch(/^on|^style$|^src|^srcdoc$|^action$|^formaction$|^id$|^name$/);
      if (name === 'href') expect(value).toMatch(/^(?:https?|mailto):/i);
    }
  }
}

describe.each(ATTACKS)('%s', (attack) => {
  test('is harmless as the sanitiser leaves it', () => {
    const fragment = sanitise(attack);
    expectHarmless(fragment);
    expectHarmless(sanitise(toHtml(lex(attack))));
  });

  test('is harmless at every moment of streaming', () => {
    const root = document.createElement('div');
    const stream = new MarkdownStream(root);
    for (let length = 1; length <= attack.length; length++) {
      stream.show(attack.slice(0, length), true);
      expectHarmless(root);
    }
    stream.end(attack);
    expectHarmless(root);
  });
});

test('shows raw HTML as it was written', () => {
  const root = document.createElement('div');
  new MarkdownStream(root).end('Use `<b>` or <b>bold</b> & more.');
  expect(root.textContent?.trim()).toBe('Use <b> or <b>bold</b> & more.');
});

test('opens links elsewhere and tells them nothing', () => {
  const link = sanitise(toHtml(lex('[a](https://x.example)'))).querySelector('a');
  expect(link?.rel.split(' ')).toEqual(expect.arrayContaining(['noopener', 'noreferrer']));
  expect(link?.target).toBe('_blank');
});

test('loads no picture but links to it', () => {
  const fragment = sanitise(toHtml(lex('![plan](https://x.example/plan.png)')));
  expect(fragment.querySelector('img')).toBeNull();
  expect(fragment.querySelector('a')?.textContent).toBe('plan');
});

test('keeps the boxes of a task list, which nobody can tick', () => {
  const boxes = [...sanitise(toHtml(lex('- [x] done\n- [ ] open'))).querySelectorAll('input')];
  expect(boxes.map((box) => [box.type, box.getAttribute('aria-label'), box.disabled])).toEqual([
    ['checkbox', 'Done', true],
    ['checkbox', 'Not done', true],
  ]);
});

test("keeps a column's alignment and a list's first number", () => {
  const fragment = sanitise(toHtml(lex('| a |\n|--:|\n| 1 |\n\n7. seventh')));
  expect(fragment.querySelector('td')?.getAttribute('align')).toBe('right');
  expect(fragment.querySelector('ol')?.start).toBe(7);
});
