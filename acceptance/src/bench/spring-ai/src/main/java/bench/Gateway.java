package bench;

import java.time.Duration;
import org.springframework.ai.bedrock.converse.BedrockChatOptions;
import org.springframework.ai.bedrock.converse.BedrockProxyChatModel;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeAsyncClient;

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

  /** Spring AI's own client, but for its maxConcurrency of 200, which no property of it changes. */
  @Configuration
  static class Models {

    @Bean
    ChatModel model(@Value("${bench.model}") String model) {
      var client =
          BedrockRuntimeAsyncClient.builder()
              .httpClientBuilder(
                  NettyNioAsyncHttpClient.builder()
                      .tcpKeepAlive(true)
                      .readTimeout(Duration.ofSeconds(30))
                      .connectionTimeout(Duration.ofSeconds(5))
                      .connectionAcquisitionTimeout(Duration.ofSeconds(30))
                      .maxConcurrency(10_000))
              .build();
      return BedrockProxyChatModel.builder()
          .bedrockRuntimeAsyncClient(client)
          .defaultOptions(BedrockChatOptions.builder().model(model).build())
          .build();
    }
  }
}
