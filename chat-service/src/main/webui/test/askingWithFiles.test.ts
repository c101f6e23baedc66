// @vitest-environment jsdom
import { beforeEach, expect, test, vi } from 'vitest';
import { askLastAgain, enterChat, stopListening, submit } from '../src/state/asking';
import { addAttachments, attachmentsOf, dropAttachments } from '../src/state/attachments';
import { conversation } from '../src/state/conversation';
import { draft, forgetTab, openDraft, takeDraft, writeDraft } from '../src/state/draft';
import { nth, problem, serve, type Request } from './server';

const OTHER = '22222222-2222-4222-8222-222222222222';
const ASK = /^POST .*\/answers$/;
const READ = /^GET \/v1\/sessions\/[^?]+\?/;
const REPORT = { id: 'f1', filename: 'report.pdf', mediaType: 'application/pdf', bytes: 9 };
const TABLE = { id: 'f2', filename: 'table.csv', mediaType: 'text/csv', bytes: 8 };
const STREAM = [
  'id: 1\nevent: started\ndata: {"id":"a","userMessageId":"u","messageId":"m","modelId":"x"}\n\n',
  'id: 2\nevent: finished\ndata: {"id":"a","content":{"type":"finished"}}\n\n',
].join('');
let requests: Request[];
/** Another one each time: a question of the last test may still be on its way back. */
let chat: string;

beforeEach(async () => {
  stopListening();
  forgetTab();
  requests = serve();
  chat = crypto.randomUUID();
  await enter(chat, []);
});

/** Opens a chat in which this has been said. */
async function enter(sessionId: string, history: unknown[]): Promise<void> {
  const before = requests.filter(({ path }) => READ.test(`GET ${path}`)).length;
  openDraft(sessionId);
  const entering = enterChat(sessionId);
  (await nth(requests, READ, before)).reply(200, { id: sessionId, history });
  await entering;
}

/** As the composer does it. */
function send(text: string): Promise<void> {
  const attachments = attachmentsOf(chat);
  takeDraft({ sessionId: chat, text, attachments });
  return submit(text, attachments);
}

function write(text: string): void {
  writeDraft(text);
  const upload = { kind: 'ready' } as const;
  addAttachments(chat, [REPORT, TABLE].map((file) => ({ ...file, upload })));
}

function ids(): string[] {
  return attachmentsOf(chat).map((file) => file.id);
}

async function sent(n = 0): Promise<unknown> {
  return JSON.parse(String((await nth(requests, ASK, n)).body));
}

test('a question takes its files along, and the draft is empty', async () => {
  write('What is in it?');
  void send('What is in it?');
  expect(await sent()).toEqual({ text: 'What is in it?', attachments: ['f1', 'f2'] });
  expect([draft.get(), ids()]).toEqual(['', []]);
  expect(conversation.get().messages[0]).toMatchObject({ attachments: [REPORT, TABLE] });
});

test('a question without files does not mention any', async () => {
  void send('Why?');
  expect(await sent()).toEqual({ text: 'Why?' });
});

test('a refused question comes back with its files', async () => {
  write('What is in it?');
  const asking = send('What is in it?');
  (await nth(requests, ASK)).reply(400, problem(400, 'No such attachment.'));
  await asking;
  expect([draft.get(), ids()]).toEqual(['What is in it?', ['f1', 'f2']]);
  expect(conversation.get()).toMatchObject({
    messages: [],
    trouble: { detail: 'No such attachment.', retry: undefined },
  });
});

test('it comes back before what was typed and attached meanwhile', async () => {
  write('First');
  const asking = send('First');
  writeDraft('Second');
  addAttachments(chat, [{ ...TABLE, id: 'f3', upload: { kind: 'ready' } }]);
  (await nth(requests, ASK)).reply(400, problem(400, 'No.'));
  await asking;
  expect([draft.get(), ids()]).toEqual(['First\n\nSecond', ['f1', 'f2', 'f3']]);
});

async function refuseForNow(): Promise<() => void> {
  const asking = send('What is in it?');
  (await nth(requests, ASK)).reply(503, problem(503, 'Busy.'));
  (await nth(requests, READ, 1)).reply(200, { id: chat, history: [] });
  await asking;
  return conversation.get().trouble?.retry ?? (() => expect.unreachable('no retry'));
}

test('trying again sends the files again and empties the draft', async () => {
  write('What is in it?');
  const retry = await refuseForNow();
  expect(ids()).toEqual(['f1', 'f2']);
  retry();
  expect(await sent(1)).toMatchObject({ attachments: ['f1', 'f2'] });
  expect([draft.get(), ids()]).toEqual(['', []]);
});

test('trying again leaves out what was removed since', async () => {
  write('What is in it?');
  const retry = await refuseForNow();
  dropAttachments(chat, ['f1']);
  retry();
  expect(await sent(1)).toMatchObject({ attachments: ['f2'] });
});

test('asking once more takes the files of the question along', async () => {
  const parts = [{ type: 'file', ...REPORT, url: '/elsewhere' }, { type: 'unknown' }];
  const question = { id: 'u', role: 'user', content: 'Why?', parts, metadata: null };
  await enter(chat, [question]);
  askLastAgain();
  expect(await sent()).toEqual({ text: 'Why?', attachments: ['f1'] });
});

test.each([null, undefined])('stored questions may have no parts: %s', async (parts) => {
  await enter(chat, [{ id: 'u', role: 'user', content: 'Why?', parts, metadata: null }]);
  expect(conversation.get().messages[0]).toMatchObject({ attachments: [] });
});

test('a chat that is left before its question was taken keeps it', async () => {
  write('What is in it?');
  const asking = send('What is in it?');
  await nth(requests, ASK);
  stopListening();
  await enter(OTHER, []);
  await asking;
  expect(draft.get()).toBe('');

  await enter(chat, []);
  expect([draft.get(), ids()]).toEqual(['What is in it?', ['f1', 'f2']]);
});

test('a chat that is left while its question is taken does not ask it twice', async () => {
  write('What is in it?');
  void send('What is in it?');
  await nth(requests, ASK);
  stopListening();
  await enter(OTHER, []);

  const content = 'What is in it?';
  await enter(chat, [{ id: 'u', role: 'user', content, parts: null, metadata: null }]);
  expect([draft.get(), ids()]).toEqual(['', []]);
});

test('an answered question stays asked', async () => {
  write('What is in it?');
  const asking = send('What is in it?');
  (await nth(requests, ASK)).reply(200, STREAM);
  await asking;
  expect([draft.get(), ids()]).toEqual(['', []]);
  await vi.waitFor(() => expect(conversation.get().messages).toHaveLength(2));
});
