package dev.cloister.chat.answer;

import dev.cloister.chat.bedrock.Attached;
import dev.cloister.chat.model.Model;
import java.util.List;

/**
 * What a person asks, once it is known whom and with what.
 *
 * @param attached the files that it names
 */
record Question(Ask ask, Model model, List<Attached> attached) {}
