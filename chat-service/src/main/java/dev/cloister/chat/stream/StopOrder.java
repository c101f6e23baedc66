package dev.cloister.chat.stream;

import java.util.UUID;

/** Another pod asks this one to stop what it makes. Fired as a CDI event on a blocking thread. */
public record StopOrder(UUID answer) {}
