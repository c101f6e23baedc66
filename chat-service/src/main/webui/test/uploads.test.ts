// @vitest-environment jsdom
import { beforeEach, expect, test, vi } from 'vitest';
import { attachments, attachmentsOf, hindrance, openAttachments } from '../src/state/attachments';
import { forgetTab, openDraft } from '../src/state/draft';
import { dismissNotice, notice } from '../src/state/notices';
import { attach, removeAttachment, retryUpload } from '../src/state/uploads';
import { bytes } from './bytes';
import { nth, problem, serve, type Request } from './server';

const CHAT = '11111111-1111-4111-8111-111111111111';
const PUT = /^PUT \/v1\/sessions\/.*\/attachments\//;
let requests: Request[];

beforeEach(() => {
  forgetTab();
  dismissNotice();
  requests = serve();
  openDraft(CHAT);
});

function file(name: string, text = 'some text'): File {
  const made = new File([text], name);
  // Not every jsdom can read a file.
  made.arrayBuffer = () => Promise.resolve(bytes(text).buffer as ArrayBuffer);
  return made;
}

function only() {
  const [attachment] = attachmentsOf(CHAT);
  if (attachment === undefined) throw new Error('nothing attached');
  return attachment;
}

function store(request: Request): void {
  const { upload: _, ...stored } = only();
  request.reply(201, stored);
}

async function reached(kind: string) {
  await vi.waitFor(() => expect(attachmentsOf(CHAT).map((it) => it.upload.kind)).toEqual([kind]));
  return only();
}

test('a file is uploaded at once, under an id that stays', async () => {
  attach(CHAT, [file('a & b/ü.md')]);
  expect(only().upload.kind).toBe('uploading');
  expect(hindrance(attachmentsOf(CHAT))).toBe('Files are still being uploaded.');
  const { id } = only();

  const put = await nth(requests, PUT);
  const query = new URLSearchParams({ filename: 'a & b/ü.md' });
  expect(put.path).toBe(`/v1/sessions/${CHAT}/attachments/${id}?${query}`);
  expect(put.headers.get('Content-Type')).toBe('text/markdown');
  expect(new TextDecoder().decode(put.body as ArrayBuffer)).toBe('some text');
  store(put);

  expect((await reached('ready')).id).toBe(id);
  expect(hindrance(attachmentsOf(CHAT))).toBeUndefined();
});

test('a failed upload says why, holds the question up and is tried again under its id', async () => {
  attach(CHAT, [file('a.txt')]);
  (await nth(requests, PUT)).cut();
  const failed = await reached('failed');
  expect(failed.upload).toMatchObject({ reason: expect.stringContaining('cannot be reached') });
  expect(hindrance([failed])).toContain('could not be uploaded');

  void retryUpload(CHAT, failed);
  expect(only().upload.kind).toBe('uploading');
  store(await nth(requests, PUT, 1));

  expect((await reached('ready')).id).toBe(failed.id);
  expect(requests[0]?.path).toBe(requests[1]?.path);
});

test.each([
  [400, false],
  [413, false],
  [415, false],
  [409, true],
  [503, true],
])('after a %i a retry is offered: %s', async (status, retry) => {
  attach(CHAT, [file('a.txt')]);
  (await nth(requests, PUT)).reply(status, problem(status, 'Because.'));
  expect((await reached('failed')).upload).toMatchObject({ reason: 'Because.', retry });
});

test('a retry waits as long as the server wishes', async () => {
  attach(CHAT, [file('a.txt')]);
  (await nth(requests, PUT)).reply(503, problem(503, 'Busy.'), { 'Retry-After': '7' });
  const { upload } = await reached('failed');
  expect(upload.kind === 'failed' && upload.retryAt).toBeGreaterThan(Date.now());
});

test('a file that cannot be read is not taken for a silent network', async () => {
  const gone = file('a.txt');
  gone.arrayBuffer = () => Promise.reject(new DOMException('gone', 'NotReadableError'));
  attach(CHAT, [gone]);
  const { upload } = await reached('failed');
  expect(upload).toMatchObject({ reason: expect.stringContaining('cannot be read') });
  expect(requests).toEqual([]);
});

test('removing a file ends its upload, takes it back, and nothing of it returns', async () => {
  attach(CHAT, [file('a.txt')]);
  const put = await nth(requests, PUT);
  const removed = only();
  removeAttachment(CHAT, removed);
  expect(put.signal?.aborted).toBe(true);
  expect(attachmentsOf(CHAT)).toEqual([]);

  await retryUpload(CHAT, removed);
  expect(attachmentsOf(CHAT)).toEqual([]);
  const taken = await nth(requests, /^DELETE /);
  expect(taken.path).toBe(put.path.replace(/\?.*/, ''));
  expect(requests).toHaveLength(2);
});

test('what cannot be attached is not uploaded', () => {
  attach(CHAT, [file('a.exe'), file('empty.txt', '')]);
  expect(attachmentsOf(CHAT)).toEqual([]);
  expect(notice.get()).toContain('a.exe');
  expect(notice.get()).toContain('“empty.txt” is empty.');
});

test('a sixth file is left out', () => {
  attach(CHAT, ['1.txt', '2.txt', '3.txt'].map((name) => file(name)));
  attach(CHAT, ['4.txt', '5.txt', '6.txt'].map((name) => file(name)));
  expect(attachmentsOf(CHAT).map((it) => it.filename)).toHaveLength(5);
  expect(notice.get()).toBe('A question takes 5 files at most: 1 was left out.');
});

test('an upload goes on while another chat is open', async () => {
  attach(CHAT, [file('a.txt')]);
  openDraft('22222222-2222-4222-8222-222222222222');
  store(await nth(requests, PUT));
  await reached('ready');
});

test('a reload keeps what is uploaded and says what is not', async () => {
  attach(CHAT, [file('a.txt')]);
  store(await nth(requests, PUT));
  await reached('ready');
  attach(CHAT, [file('b.txt')]);

  attachments.set({});
  openAttachments(CHAT);

  const [a, b] = attachmentsOf(CHAT);
  expect(a).toMatchObject({ filename: 'a.txt', upload: { kind: 'ready' } });
  expect(b).toMatchObject({ filename: 'b.txt', upload: { kind: 'failed', retry: false } });
});

test('signing out forgets the files and ends their uploads', async () => {
  attach(CHAT, [file('a.txt')]);
  const put = await nth(requests, PUT);
  forgetTab();
  expect(put.signal?.aborted).toBe(true);
  openAttachments(CHAT);
  expect(attachmentsOf(CHAT)).toEqual([]);
});
