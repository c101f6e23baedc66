import { vi } from 'vitest';

export interface Request {
  method: string;
  path: string;
  headers: Headers;
  body: unknown;
  signal: AbortSignal | undefined;
  reply(status: number, body: unknown, headers?: Record<string, string>): void;
  /** The network falls silent. */
  cut(): void;
}

/** Stands in for the server: notes each request, which waits until the test replies. */
export function serve(): Request[] {
  const requests: Request[] = [];
  vi.stubGlobal('fetch', (path: string, init: RequestInit = {}) => {
    const signal = init.signal ?? undefined;
    return new Promise<Response>((resolve, reject) => {
      const aborted = () => reject(new DOMException('aborted', 'AbortError'));
      if (signal?.aborted) aborted();
      signal?.addEventListener('abort', aborted);
      requests.push({
        method: init.method ?? 'GET',
        path,
        headers: new Headers(init.headers),
        body: init.body,
        signal,
        reply: (status, body, headers = {}) => {
          const text = typeof body === 'string' ? body : JSON.stringify(body);
          resolve(new Response(text, { status, headers }));
        },
        cut: () => reject(new TypeError('network error')),
      });
    });
  });
  return requests;
}

/** The nth request whose method and path are like this, once it has come. */
export function nth(requests: Request[], like: RegExp, n = 0): Promise<Request> {
  return vi.waitFor(() => {
    const found = requests.filter(({ method, path }) => like.test(`${method} ${path}`))[n];
    if (found === undefined) throw new Error(`no ${like} yet`);
    return found;
  });
}

export function problem(status: number, detail: string) {
  return { type: 'urn:cloister:problem:test', title: 'No', status, detail };
}
