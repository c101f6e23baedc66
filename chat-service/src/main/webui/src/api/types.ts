/** The shapes of the HTTP API, as this page reads them. */

export interface Problem {
  type: string;
  title: string;
  status: number;
  detail: string;
  field?: string;
  instance?: string;
  retryAfterSeconds?: number;
}

export interface SessionSummary {
  id: string;
  title: string;
  /** Epoch seconds. */
  dateModified: number;
}

export interface SessionPage {
  sessions: SessionSummary[];
  next_token?: string;
}

export type StoredStatus =
  | 'streaming'
  | 'finished'
  | 'stopped'
  | 'blocked'
  | 'failed'
  | 'interrupted';

export interface Usage {
  inputTokens: number;
  outputTokens: number;
  totalTokens: number;
}

export interface AnswerMetadata {
  modelId: string;
  status: StoredStatus;
  stopReason?: string;
  usage?: Usage;
  timeToFirstTokenMs?: number;
  responseTimeMs?: number;
  problemType?: string;
}

/** A file that goes or went with a question. */
export interface AttachedFile {
  /** Made by the client, a UUID. */
  id: string;
  filename: string;
  mediaType: string;
  bytes: number;
}

export interface FilePart extends AttachedFile {
  type: 'file';
  url: string;
}

export interface StoredMessage {
  id: string;
  role: 'user' | 'assistant';
  content: string;
  /** Other kinds of parts may come. */
  parts?: readonly (FilePart | { type: string })[] | null;
  metadata: AnswerMetadata | null;
}

export interface SessionDetail extends SessionSummary {
  userId: string;
  history: StoredMessage[];
  next_token?: string;
}

export interface Model {
  id: string;
  name: string;
  owned_by: string;
  default: boolean;
}

export type Rating = 'thumbs_up' | 'thumbs_down';

export interface FeedbackRequest {
  session_id: string;
  message_id: string;
  rating: Rating;
  reason?: string;
  text_feedback?: string;
  model_used?: string;
  response_time_ms?: number;
}

export interface StoredFeedback {
  message_id: string;
  rating: Rating;
  reason?: string | null;
  text_feedback?: string | null;
}

export interface WebConfig {
  auth: {
    authority: string;
    clientId: string;
    scope: string;
    signIn: 'redirect' | 'cognito-api';
  };
}
