package bench;

import org.springframework.ai.chat.model.ChatModel;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;

/** The shortest way from a question to a stream of its answer, as Spring AI's guide has it. */
@SpringBootApplication
@RestController
public class Gateway {

  private final ChatModel model;

  Gateway(ChatModel model) {
    this.model = model;
  }

  public static void main(String[] arguments) {
    SpringApplication.run(Gateway.class, arguments);
  }

  @PostMapping(path = "/chat", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  Flux<String> chat(@RequestBody String question) {
    return model.stream(question);
  }
}
