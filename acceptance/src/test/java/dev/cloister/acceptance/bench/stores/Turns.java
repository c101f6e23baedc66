package dev.cloister.acceptance.bench.stores;

import static dev.cloister.acceptance.bench.stores.Store.delete;
import static dev.cloister.acceptance.bench.stores.Store.put;

import java.util.List;
import java.util.UUID;

/**
 * Begins a turn, checkpoints its answer and ends it; then, unmeasured, makes it undone, so that the
 * session keeps its size.
 *
 * @param workload chat-service, acting for the owner, at history-service
 */
record Turns(Rest workload, Store store, History history) implements Exercise {

  private static final String BEGIN = "append: begin a turn";
  private static final String CHECKPOINT = "append: checkpoint";
  private static final String END = "append: end";

  @Override
  public void served(Stopwatch watch) throws Exception {
    String answer = UUID.randomUUID().toString();
    String session = "/internal/v1/sessions/" + history.session();
    String path = session + "/answers/" + answer;
    String turn =
        """
        {"answerId":"%s","userMessageId":"%s","modelId":"%s","text":"%s","contextBytes":0}\
        """
            .formatted(answer, UUID.randomUUID(), History.MODEL, History.TEXT);
    String checkpoint =
        """
        {"text":"%s","revision":1}\
        """
            .formatted(History.TEXT);
    String end =
        """
        {"status":"finished","text":"%s","stopReason":"end_turn",\
        "usage":{"inputTokens":100,"outputTokens":60,"totalTokens":160},\
        "timeToFirstTokenMs":300,"responseTimeMs":2000}\
        """
            .formatted(History.TEXT);
    watch.time(BEGIN, () -> workload.send("POST", session + "/turns", turn, 201));
    watch.time(CHECKPOINT, () -> workload.send("PUT", path, checkpoint, 204));
    watch.time(END, () -> workload.send("PUT", path + "/end", end, 204));
    undo(answer);
  }

  @Override
  public void raw(Stopwatch watch) throws Exception {
    var turn = new RawTurn(store.client(), history, UUID.randomUUID().toString());
    watch.time(BEGIN, turn::begin);
    watch.time(CHECKPOINT, turn::checkpoint);
    watch.time(END, turn::end);
    undo(turn.answer());
  }

  private void undo(String answer) {
    store.write(
        List.of(
            put(History.TABLE, history.header()),
            delete(History.TABLE, history.placeKey(history.size() + 1)),
            delete(History.TABLE, history.placeKey(history.size() + 2)),
            delete(History.TABLE, history.pointerKey(answer))));
  }
}
