import { refreshSessions, sessions } from './sessions';

/** A title is made in the background after the first question; these are its chances to show. */
const LOOK_AFTER_MS = [800, 2500, 6000];

export async function awaitTitle(sessionId: string, text: string): Promise<void> {
  for (const ms of LOOK_AFTER_MS) {
    await new Promise((resolve) => setTimeout(resolve, ms));
    await refreshSessions();
    const title = sessions.get().items.find((item) => item.id === sessionId)?.title;
    if (title !== undefined && title !== text.slice(0, 200)) return;
  }
}
