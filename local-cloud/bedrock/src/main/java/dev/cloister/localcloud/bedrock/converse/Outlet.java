package dev.cloister.localcloud.bedrock.converse;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;

/** Where frames leave, whole or in pieces. */
final class Outlet {

  private final HttpServerResponse response;
  private final Pieces pieces;
  private long written;
  private Future<Void> last = Future.succeededFuture();

  Outlet(HttpServerResponse response, Pieces pieces) {
    this.response = response;
    this.pieces = pieces;
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
    if (pieces.areWhole()) {
      return response.write(frame);
    }
    int from = 0;
    while (from < frame.length()) {
      int length = Math.min(frame.length() - from, pieces.left(from, written));
      Buffer piece = frame.slice(from, from + length);
      from += length;
      written += length;
      // One after the other: writes that wait together leave as one.
      last = last.compose(before -> response.write(piece));
    }
    return last;
  }

  Future<Void> end() {
    return last.compose(before -> response.end());
  }
}
