import { accessToken, renewAccess, sessionExpired } from '../auth/auth';
import type { Problem } from './types';

/** The server said no; its problem document is what the person reads. */
export class ApiError extends Error {
  constructor(
    readonly problem: Problem,
    readonly retryAfterSeconds: number | undefined,
  ) {
    super(problem.detail);
  }

  get status(): number {
    return this.problem.status;
  }
}

/** No answer from the server at all. */
export class NetworkError extends Error {
  constructor(who = 'Cloister') {
    super(`${who} cannot be reached. Check your connection and try again.`);
  }
}

/** Sends a request as the signed-in person; renews the token once when it is refused. */
export async function send(path: string, init: RequestInit = {}): Promise<Response> {
  let response = await attempt(path, init, await accessToken());
  if (response.status === 401) {
    const renewed = await renewAccess().catch(() => {
      throw new NetworkError('The sign-in service');
    });
    if (renewed !== undefined) response = await attempt(path, init, renewed);
  }
  if (response.ok) return response;
  if (response.status === 401) sessionExpired();
  throw await toError(response);
}

export async function sendJson<T>(method: string, path: string, body?: unknown): Promise<T> {
  const init: RequestInit = { method, headers: { Accept: 'application/json' } };
  if (body !== undefined) {
    init.headers = { Accept: 'application/json', 'Content-Type': 'application/json' };
    init.body = JSON.stringify(body);
  }
  const response = await send(path, init);
  return (await response.json()) as T;
}

async function attempt(
  path: string,
  init: RequestInit,
  token: string | undefined,
): Promise<Response> {
  const headers = new Headers(init.headers);
  if (token !== undefined) headers.set('Authorization', `Bearer ${token}`);
  try {
    return await fetch(path, { ...init, headers, cache: 'no-store' });
  } catch (cause) {
    if (init.signal?.aborted) throw cause;
    throw new NetworkError();
  }
}

async function toError(response: Response): Promise<ApiError> {
  const problem = readProblem(response.status, await response.text().catch(() => ''));
  const header = Number(response.headers.get('Retry-After') ?? Number.NaN);
  const seconds = Number.isFinite(header) ? header : problem.retryAfterSeconds;
  return new ApiError(problem, seconds);
}

/** Reads a problem document; anything else becomes one that says what to do. */
export function readProblem(status: number, body: string): Problem {
  const fallback: Problem = {
    type: 'about:blank',
    title: 'The request failed',
    status,
    detail:
      status >= 500
        ? 'Cloister has a problem of its own. Try again in a moment.'
        : 'Cloister did not accept the request.',
  };
  try {
    const value: unknown = JSON.parse(body);
    if (typeof value !== 'object' || value === null) return fallback;
    const document = value as Partial<Problem>;
    return typeof document.detail === 'string' ? { ...fallback, ...document, status } : fallback;
  } catch {
    return fallback;
  }
}
