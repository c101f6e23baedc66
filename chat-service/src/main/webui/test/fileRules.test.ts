import { describe, expect, test } from 'vitest';
import { choose } from '../src/state/chosenFiles';
import { ACCEPTED, mediaTypeOf, refusal, sizeText } from '../src/state/fileRules';
import { pastedFiles } from '../src/ui/pastedFiles';

function file(name: string, type = '', size = 1) {
  return { name, type, size };
}

describe('the type', () => {
  test.each([
    ['report.pdf', '', 'application/pdf'],
    ['REPORT.PDF', 'application/octet-stream', 'application/pdf'],
    ['notes.md', '', 'text/markdown'],
    ['notes.md', 'text/x-markdown', 'text/markdown'],
    ['rows.csv', 'application/vnd.ms-excel', 'text/csv'],
    ['old.doc', '', 'application/msword'],
    ['photo.2024.jpeg', 'image/png', 'image/jpeg'],
    ['page.htm', 'text/html; charset=utf-8', 'text/html'],
    ['README', 'text/plain;charset=utf-8', 'text/plain'],
    ['pasted', 'image/webp', 'image/webp'],
    ['tool.exe', 'application/x-msdownload', undefined],
    ['drawing.svg', 'image/svg+xml', undefined],
    ['pdf', '', undefined],
    ['x.constructor', '', undefined],
    ['', '', undefined],
  ])('of %s (%s) is %s', (name, type, expected) => {
    expect(mediaTypeOf(file(name, type))).toBe(expected);
  });

  test('is offered to the chooser by extension and by name', () => {
    expect(ACCEPTED.split(',')).toEqual(expect.arrayContaining(['.md', '.jpg', 'text/csv']));
  });
});

describe('the size', () => {
  const document = 4.5 * 1024 * 1024;
  const image = 3.75 * 1024 * 1024;

  test.each([
    ['a.pdf', document, undefined],
    ['a.pdf', document + 1, '“a.pdf” is too large. A document can have 4.5 MB.'],
    ['a.png', image, undefined],
    ['a.png', image + 1, '“a.png” is too large. An image can have 3.75 MB.'],
    ['a.txt', 0, '“a.txt” is empty.'],
  ])('of %s may not be %i', (name, size, reason) => {
    expect(refusal(file(name, '', size))).toBe(reason);
  });

  test.each([
    [1, '1 byte'],
    [1023, '1023 bytes'],
    [1024, '1 KB'],
    [1024 * 1024 - 1, '1.0 MB'],
    [document, '4.5 MB'],
  ])('of %i bytes is told as %s', (bytes, text) => {
    expect(sizeText(bytes)).toBe(text);
  });
});

describe('choosing', () => {
  const five = [1, 2, 3, 4, 5].map((n) => file(`${n}.txt`));

  test('takes five', () => {
    expect(choose(five, 0)).toEqual({ taken: five, reason: undefined });
  });

  test('counts what is attached already', () => {
    const { taken, reason } = choose(five, 3);
    expect(taken).toEqual(five.slice(0, 2));
    expect(reason).toBe('A question takes 5 files at most: 3 were left out.');
  });

  test('takes nothing once there are too many', () => {
    expect(choose(five.slice(0, 1), 7).taken).toEqual([]);
  });

  test('lets no refused file take the place of another', () => {
    const { taken, reason } = choose([file('a.exe'), ...five], 0);
    expect(taken).toEqual(five);
    expect(reason).toContain('“a.exe” is of no supported type');
  });

  test('gives a few reasons only', () => {
    const { reason } = choose([...'abcdef'].map((name) => file(`${name}.exe`)), 0);
    expect(reason?.match(/no supported type/g)).toHaveLength(3);
    expect(reason).toMatch(/3 more cannot be attached either\.$/);
  });
});

describe('pasting', () => {
  const files = [file('image.png')] as unknown as FileList;

  test.each([
    ['a picture', ['Files'], 1],
    ['a picture from a page', ['text/html', 'Files'], 1],
    ['a file from a file manager', ['text/plain', 'Files'], 1],
    ['cells from a spreadsheet', ['text/plain', 'text/html', 'text/rtf', 'Files'], 0],
  ])('%s', (_, types, count) => {
    expect(pastedFiles({ types, files })).toHaveLength(count);
  });
});
