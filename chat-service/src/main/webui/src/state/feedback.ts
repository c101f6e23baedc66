import { feedbackReasons, rate } from '../api/api';
import type { FeedbackRequest, Rating } from '../api/types';
import { recall, remember } from './storage';
import { Store } from './store';

const KEY = 'cloister.tab.ratings';

export interface Given {
  rating: Rating;
  reason?: string;
  text?: string;
}

/** What this tab has rated, by message. */
export const ratings = new Store<Record<string, Given>>(stored());

let reasons: Promise<string[]> | undefined;

/** The reasons to choose from; asked for once. */
export function loadReasons(): Promise<string[]> {
  reasons ??= feedbackReasons().catch((cause: unknown) => {
    reasons = undefined;
    throw cause;
  });
  return reasons;
}

/** Stores a rating; one that the message has already is replaced. It shows at once. */
export async function giveFeedback(request: FeedbackRequest): Promise<void> {
  const id = request.message_id;
  const before = ratings.get()[id];
  const given: Given = { rating: request.rating };
  if (request.reason !== undefined) given.reason = request.reason;
  if (request.text_feedback !== undefined) given.text = request.text_feedback;
  show(id, given);
  try {
    await rate(request);
    remember(sessionStorage, KEY, JSON.stringify(ratings.get()));
  } catch (cause) {
    show(id, before);
    throw cause;
  }
}

function show(id: string, given: Given | undefined): void {
  ratings.update(({ [id]: _, ...others }) => (given ? { ...others, [id]: given } : others));
}

export function forgetRatings(): void {
  ratings.set({});
}

function stored(): Record<string, Given> {
  try {
    return JSON.parse(recall(sessionStorage, KEY) ?? '{}') as Record<string, Given>;
  } catch {
    return {};
  }
}
