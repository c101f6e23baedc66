const encoder = new TextEncoder();

export function bytes(text: string): Uint8Array {
  return encoder.encode(text);
}

/** A response whose body arrives in the given pieces and then ends, or breaks. */
export function stream(pieces: readonly string[], broken = false): Response {
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const piece of pieces) controller.enqueue(bytes(piece));
      if (!broken) controller.close();
    },
    pull(controller) {
      if (broken) controller.error(new TypeError('network error'));
    },
  });
  return new Response(body);
}
