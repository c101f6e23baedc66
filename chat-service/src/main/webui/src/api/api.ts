import { send, sendJson } from './http';
import type {
  AttachedFile,
  FeedbackRequest,
  StoredFeedback,
  Model,
  SessionDetail,
  SessionPage,
  SessionSummary,
} from './types';

export const SESSIONS_PER_PAGE = 50;
export const MESSAGES_PER_PAGE = 100;

const id = encodeURIComponent;

function page(limit: number, token?: string): string {
  const query = new URLSearchParams({ limit: String(limit) });
  if (token !== undefined) query.set('next_token', token);
  return query.toString();
}

export function listSessions(token?: string): Promise<SessionPage> {
  return sendJson('GET', `/v1/sessions?${page(SESSIONS_PER_PAGE, token)}`);
}

/** The newest messages of a session; null when there is no such session of this person. */
export function readSession(sessionId: string, token?: string): Promise<SessionDetail | null> {
  return sendJson('GET', `/v1/sessions/${id(sessionId)}?${page(MESSAGES_PER_PAGE, token)}`);
}

export function renameSession(sessionId: string, title: string): Promise<SessionSummary> {
  return sendJson('PATCH', `/v1/sessions/${id(sessionId)}`, { title });
}

export function deleteSession(sessionId: string): Promise<{ id: string; deleted: boolean }> {
  return sendJson('DELETE', `/v1/sessions/${id(sessionId)}`);
}

export function deleteAllSessions(): Promise<{ id: string; deleted: boolean }[]> {
  return sendJson('DELETE', '/v1/sessions');
}

export async function listModels(): Promise<Model[]> {
  return (await sendJson<{ data: Model[] }>('GET', '/v1/models')).data;
}

export interface Question {
  sessionId: string;
  text: string;
  attachments: readonly AttachedFile[];
  modelId: string | undefined;
  /** One per submission: a repeat after a broken connection must not ask twice. */
  idempotencyKey: string;
}

export function ask(question: Question, signal: AbortSignal): Promise<Response> {
  const { sessionId, text, modelId, idempotencyKey } = question;
  const attachments = question.attachments.map((file) => file.id);
  return send(`/v1/chat/sessions/${id(sessionId)}/answers`, {
    method: 'POST',
    headers: {
      Accept: 'text/event-stream',
      'Content-Type': 'application/json',
      'Idempotency-Key': idempotencyKey,
    },
    body: JSON.stringify({
      text,
      ...(modelId !== undefined && { modelId }),
      ...(attachments.length > 0 && { attachments }),
    }),
    signal,
  });
}

export function answerEvents(
  answerId: string,
  lastEventId: number | undefined,
  signal: AbortSignal,
): Promise<Response> {
  const headers = new Headers({ Accept: 'text/event-stream' });
  if (lastEventId !== undefined) headers.set('Last-Event-ID', String(lastEventId));
  return send(`/v1/chat/answers/${id(answerId)}/events`, { headers, signal });
}

export async function stopAnswer(answerId: string): Promise<void> {
  await send(`/v1/chat/answers/${id(answerId)}`, { method: 'DELETE' });
}

export function feedbackReasons(): Promise<string[]> {
  return sendJson('GET', '/v1/feedback/reasons');
}

/** The person's newest ratings, at most a hundred. */
export async function recentFeedback(): Promise<StoredFeedback[]> {
  const page = await sendJson<{ feedback: StoredFeedback[] }>('GET', '/v1/feedback?limit=100');
  return page.feedback;
}

export async function rate(request: FeedbackRequest): Promise<void> {
  await sendJson<unknown>('POST', '/v1/feedback', request);
}
