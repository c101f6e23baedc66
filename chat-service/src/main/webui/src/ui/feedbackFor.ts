import type { FeedbackRequest, Rating } from '../api/types';
import type { AnswerMessage } from '../state/messages';

export function feedbackFor(
  sessionId: string,
  answer: AnswerMessage,
  rating: Rating,
): FeedbackRequest {
  return {
    session_id: sessionId,
    message_id: answer.id,
    rating,
    ...(answer.modelId !== '' && { model_used: answer.modelId }),
    ...(answer.responseTimeMs !== undefined && { response_time_ms: answer.responseTimeMs }),
  };
}
