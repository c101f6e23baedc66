package dev.cloister.localcloud.bedrock.converse;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;

/** Where frames leave, whole or in pieces. */
final class Outlet {

  private final HttpServerResponse response;
  private final int pieceBytes;
  private Future<Void> last = Future.succeededFuture();

  /**
   * @param pieceBytes 0 for whole frames
   */
  Outlet(HttpServerResponse response, int pieceBytes) {
    this.response = response;
    this.pieceBytes = pieceBytes;
  }

  /** Whether the reader, or a frame still in pieces, holds the next one back. */
  boolean isFull() {
    return response.writeQueueFull() || !last.isComplete();
  }

  /** Run once there is room again. */
  void whenRoom(Runnable action) {
    if (!last.isComplete()) {
      last.onComplete(written -> action.run());
    } else {
      response.drainHandler(drained -> action.run());
    }
  }

  /** Succeeds when the connection took it. */
  Future<Void> write(Buffer frame) {
    if (pieceBytes == 0) {
      return response.write(frame);
    }
    for (int from = 0; from < frame.length(); from += pieceBytes) {
      Buffer piece = frame.slice(from, Math.min(frame.length(), from + pieceBytes));
      // One after the other: writes that wait together leave as one.
      last = last.compose(before -> response.write(piece));
    }
    return last;
  }

  Future<Void> end() {
    return last.compose(before -> response.end());
  }
}
