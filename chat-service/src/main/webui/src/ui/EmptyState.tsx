import { submit } from '../state/asking';
import { Mark } from './Logo';

const EXAMPLES = [
  'How is an answer resumed?',
  'What happens when a pod dies in mid-answer?',
  'Which VPC endpoints does a closed network need?',
  'How are sessions stored?',
];

export function EmptyState() {
  return (
    <div class="empty">
      <Mark class="mark-large" />
      <h1 class="display">What would you like to know?</h1>
      <ul class="examples">
        {EXAMPLES.map((question) => (
          <li key={question}>
            <button
              type="button"
              class="example"
              data-testid="example"
              onClick={() => void submit(question)}
            >
              {question}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
