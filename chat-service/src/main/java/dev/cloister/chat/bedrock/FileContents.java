package dev.cloister.chat.bedrock;

import java.util.Map;
import java.util.UUID;

/**
 * What is in the files of one model call.
 *
 * @param contents by {@link Attached#id}
 * @param release to be run once the call has what it needs, or is given up
 */
public record FileContents(Map<UUID, byte[]> contents, Runnable release) {

  /** Of a call without files. */
  public static final FileContents NONE = new FileContents(Map.of(), () -> {});

  @Override
  public String toString() {
    return "FileContents[" + contents.keySet() + "]";
  }
}
