import type {
  AnswerMetadata,
  AttachedFile,
  FilePart,
  Problem,
  StoredMessage,
  StoredStatus,
  Usage,
} from '../api/types';

interface Keyed {
  /** Stays when the server gives a message its own id. */
  key: string;
}

export interface UserMessage extends Keyed {
  role: 'user';
  id: string;
  text: string;
  attachments: readonly AttachedFile[];
}

/** `waiting`: asked, nothing heard yet. `lost`: no end could be had, the server may know more. */
export type AnswerStatus = StoredStatus | 'waiting' | 'lost';

export interface AnswerMessage extends Keyed {
  role: 'assistant';
  id: string;
  text: string;
  status: AnswerStatus;
  modelId: string;
  stopReason?: string;
  usage?: Usage;
  responseTimeMs?: number;
  problem?: Problem;
  /** The kind of problem, where the store knows no more of it. */
  problemType?: string;
  /** Epoch milliseconds before which asking again is pointless. */
  retryAt?: number;
  /** A stop was asked for and is not confirmed yet. */
  stopping?: boolean;
  /** The connection broke and is being made again. */
  reconnecting?: boolean;
}

export type Message = UserMessage | AnswerMessage;

export function isRunning(message: Message | undefined): message is AnswerMessage {
  return (
    message?.role === 'assistant' &&
    (message.status === 'streaming' || message.status === 'waiting')
  );
}

export function fromStored(stored: StoredMessage): Message {
  const { id, content: text } = stored;
  if (stored.role === 'user') {
    const attachments = stored.parts?.filter((part): part is FilePart => part.type === 'file');
    return { role: 'user', key: id, id, text, attachments: attachments ?? [] };
  }
  return { role: 'assistant', key: id, id, text, ...fromMetadata(stored.metadata) };
}

/** Answers without metadata come from elsewhere and are whole. */
function fromMetadata(metadata: AnswerMetadata | null) {
  if (metadata === null) return { status: 'finished' as const, modelId: '' };
  const { status, modelId, stopReason, usage, responseTimeMs, problemType } = metadata;
  return {
    status,
    modelId,
    ...(stopReason !== undefined && { stopReason }),
    ...(usage !== undefined && { usage }),
    ...(responseTimeMs !== undefined && { responseTimeMs }),
    ...(problemType !== undefined && { problemType }),
  };
}
