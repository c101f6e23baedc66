package dev.cloister.chat.attachment;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How much of people's files goes to a model. */
@ConfigMapping(prefix = "cloister.attachments")
interface AttachmentsConfig {

  /** Most bytes of files in one model call; of a conversation's, the newest that fit are sent. */
  @WithDefault("12M")
  MemorySize maxBytes();

  /**
   * How many bytes of files may be on their way to models at a time; more get 503. On the way each
   * byte takes about four of memory.
   */
  @WithDefault("32M")
  MemorySize memory();

  /** How much of it one person's may take; more get 503. */
  @WithDefault("16M")
  MemorySize memoryPerPerson();
}
