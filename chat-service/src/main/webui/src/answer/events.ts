import type { Problem, Usage } from '../api/types';
import type { SseEvent } from './sse';

export interface Started {
  kind: 'started';
  answerId: string;
  messageId: string;
  userMessageId: string;
  modelId: string;
}

export interface Delta {
  kind: 'delta';
  sequence: number;
  text: string;
}

/** Exactly one of these ends every answer. */
export interface Ended {
  kind: 'ended';
  status: 'finished' | 'stopped' | 'blocked' | 'failed';
  stopReason?: string;
  usage?: Usage;
  timeToFirstTokenMs?: number;
  responseTimeMs?: number;
  problem?: Problem;
}

export type AnswerEvent = Started | Delta | Ended;

const ENDS: readonly string[] = ['finished', 'stopped', 'blocked', 'failed'];

interface Wire {
  id?: unknown;
  messageId?: unknown;
  userMessageId?: unknown;
  modelId?: unknown;
  content?: Partial<Ended> & { sequenceNumber?: unknown; text?: unknown };
}

/** What an event means here; undefined for kinds this page does not know. */
export function readEvent(event: SseEvent): AnswerEvent | undefined {
  const wire = parse(event.data);
  if (wire === undefined) return undefined;
  if (event.name === 'started') {
    const answerId = String(wire.id);
    return {
      kind: 'started',
      answerId,
      messageId: typeof wire.messageId === 'string' ? wire.messageId : answerId,
      userMessageId: String(wire.userMessageId),
      modelId: String(wire.modelId),
    };
  }
  const content = wire.content ?? {};
  if (event.name === 'textDelta') {
    const { sequenceNumber: sequence, text } = content;
    if (typeof sequence !== 'number' || typeof text !== 'string') return undefined;
    return { kind: 'delta', sequence, text };
  }
  if (!ENDS.includes(event.name)) return undefined;
  const { stopReason, usage, timeToFirstTokenMs, responseTimeMs, problem } = content;
  return {
    kind: 'ended',
    status: event.name as Ended['status'],
    ...(stopReason !== undefined && { stopReason }),
    ...(usage !== undefined && { usage }),
    ...(timeToFirstTokenMs !== undefined && { timeToFirstTokenMs }),
    ...(responseTimeMs !== undefined && { responseTimeMs }),
    ...(problem !== undefined && { problem }),
  };
}

function parse(data: string): Wire | undefined {
  try {
    const value: unknown = JSON.parse(data);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
