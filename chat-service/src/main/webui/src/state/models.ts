import { listModels } from '../api/api';
import type { Model } from '../api/types';
import { describe, notify } from './notices';
import { recall, remember } from './storage';
import { Store } from './store';

const KEY = 'cloister.model';

export const models = new Store<Model[]>([]);

/** The model that the next question goes to; undefined leaves the choice to the server. */
export const chosenModel = new Store<string | undefined>(undefined);

export async function loadModels(): Promise<void> {
  try {
    const all = await listModels();
    models.set(all);
    const remembered = all.find((model) => model.id === recall(localStorage, KEY));
    chosenModel.set((remembered ?? all.find((model) => model.default) ?? all[0])?.id);
  } catch (cause) {
    notify(`The models cannot be listed, so the default one answers. ${describe(cause)}`);
  }
}

export function chooseModel(id: string): void {
  chosenModel.set(id);
  remember(localStorage, KEY, id);
}

export function modelName(id: string): string {
  return models.get().find((model) => model.id === id)?.name ?? id;
}
