import { feedbackReasons, rate, recentFeedback } from '../api/api';
import type { FeedbackRequest, Rating } from '../api/types';
import { Store } from './store';

export interface Given {
  rating: Rating;
  reason?: string;
  text?: string;
}

/** What the person has rated, by message. */
export const ratings = new Store<Record<string, Given>>({});

/** The newest ratings that the server has; what this tab rated meanwhile stays. */
export async function loadRatings(): Promise<void> {
  try {
    const stored: Record<string, Given> = {};
    for (const { message_id, rating, reason, text_feedback } of await recentFeedback()) {
      stored[message_id] = {
        rating,
        ...(reason && { reason }),
        ...(text_feedback && { text: text_feedback }),
      };
    }
    ratings.update((here) => ({ ...stored, ...here }));
  } catch {
    // Without it earlier ratings look ungiven; rating again replaces them.
  }
}

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
  } catch (cause) {
    show(id, before);
    throw cause;
  }
}

function show(id: string, given: Given | undefined): void {
  ratings.update(({ [id]: _, ...others }) => (given ? { ...others, [id]: given } : others));
}
