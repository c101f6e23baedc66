package dev.cloister.history;

import io.quarkus.arc.Arc;
import io.quarkus.arc.ClientProxy;
import io.quarkus.test.junit.QuarkusMock;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.function.Function;
import software.amazon.awssdk.core.exception.SdkClientException;

/** Puts a client that fails as it is told in the place of the service's, until it is closed. */
public final class Faulty<T> implements AutoCloseable {

  private final Class<T> type;
  private final T real;
  private volatile Function<String, Fate> fates = operation -> Fate.PASS;

  /** What becomes of a call, with all that the SDK does to repeat it. */
  public enum Fate {
    PASS,
    /** It is not carried out. */
    LOSE_REQUEST,
    /** It is carried out, and its caller does not hear of it. */
    LOSE_REPLY
  }

  /** Takes the place of the service's client; everything passes. */
  public Faulty(Class<T> type) {
    this.type = type;
    this.real = ClientProxy.unwrap(Arc.container().select(type).get());
    Object faulty =
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              Fate fate = fates.apply(method.getName());
              if (fate == Fate.LOSE_REQUEST) {
                throw lost();
              }
              try {
                Object reply = method.invoke(real, arguments);
                if (fate == Fate.LOSE_REPLY) {
                  throw lost();
                }
                return reply;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
    QuarkusMock.installMockForType(type.cast(faulty), type);
  }

  /** From now on a call's fate is decided by its operation, for example {@code putObject}. */
  public void decide(Function<String, Fate> fates) {
    this.fates = fates;
  }

  /** The same fate for all calls of one operation; the others pass. */
  public void decide(String operation, Fate fate) {
    decide(name -> name.equals(operation) ? fate : Fate.PASS);
  }

  @Override
  public void close() {
    QuarkusMock.installMockForType(real, type);
  }

  private static SdkClientException lost() {
    return SdkClientException.create("The connection was reset.");
  }
}
