package dev.cloister.localcloud.testkit.attack;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;

/** Invokes an {@link Attack} round by round. */
final class Rounds implements TestTemplateInvocationContextProvider {

  static final String PROPERTY = "cloister.attack.rounds";

  @Override
  public boolean supportsTestTemplate(ExtensionContext context) {
    return context.getRequiredTestMethod().isAnnotationPresent(Attack.class);
  }

  @Override
  public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(
      ExtensionContext context) {
    int rounds = count(context.getRequiredTestMethod().getAnnotation(Attack.class));
    return IntStream.range(0, rounds).mapToObj(number -> new Round(number, rounds));
  }

  static int count(Attack attack) {
    return Math.min(Integer.getInteger(PROPERTY, attack.rounds()), attack.atMost());
  }

  private record Round(int number, int of) implements TestTemplateInvocationContext {
    @Override
    public String getDisplayName(int invocationIndex) {
      return "round %d of %d".formatted(number, of);
    }

    @Override
    public List<Extension> getAdditionalExtensions() {
      return List.of(new Number(number));
    }
  }

  private record Number(int number) implements ParameterResolver {
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
      return parameter.getParameter().getType() == int.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
      return number;
    }
  }
}
