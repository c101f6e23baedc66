import { chooseModel, chosenModel, models } from '../state/models';
import { useStore } from '../state/store';

export function ModelSelect() {
  const all = useStore(models);
  const chosen = useStore(chosenModel);
  return (
    <label class="model">
      <span class="hidden">Model</span>
      <select
        data-testid="model-select"
        value={chosen ?? ''}
        disabled={all.length === 0}
        onChange={(event) => chooseModel(event.currentTarget.value)}
      >
        {all.length === 0 && <option value="">Default model</option>}
        {all.map((model) => (
          <option key={model.id} value={model.id}>
            {model.name || model.id}
            {model.default ? ' (default)' : ''}
          </option>
        ))}
      </select>
    </label>
  );
}
