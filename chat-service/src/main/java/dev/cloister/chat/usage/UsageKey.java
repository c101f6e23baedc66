package dev.cloister.chat.usage;

import dev.cloister.edge.identity.Subject;
import java.time.LocalDate;

/**
 * What usage is counted by.
 *
 * @param day of UTC
 */
record UsageKey(Subject user, LocalDate day, String modelId, String useCase) {}
