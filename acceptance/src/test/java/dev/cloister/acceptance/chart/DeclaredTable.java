package dev.cloister.acceptance.chart;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A service's table as its own class TableAtStart would make it. */
final class DeclaredTable {

  private static final ObjectMapper JSON = new ObjectMapper();

  private DeclaredTable() {}

  /** The request in the words of ACK, which are the API's with a small first letter. */
  static JsonNode of(String service, String type) throws IOException, ReflectiveOperationException {
    try (var loader = new URLClassLoader(jars(service), ClassLoader.getPlatformClassLoader())) {
      Class<?> declared = loader.loadClass(type);
      Constructor<?> constructor = declared.getDeclaredConstructors()[0];
      constructor.setAccessible(true);
      Object config =
          Proxy.newProxyInstance(
              loader,
              new Class<?>[] {constructor.getParameterTypes()[1]},
              (proxy, method, arguments) -> method.getName().equals("table") ? "any" : null);
      Method table = declared.getDeclaredMethod("table");
      table.setAccessible(true);
      return read(table.invoke(constructor.newInstance(null, config)));
    }
  }

  private static URL[] jars(String service) throws IOException {
    Path target = Path.of("..", service, "target").toAbsolutePath().normalize();
    try (Stream<Path> files = Files.walk(target.resolve("quarkus-app/lib"))) {
      List<Path> jars = files.filter(file -> file.toString().endsWith(".jar")).toList();
      var urls = new URL[jars.size() + 1];
      urls[0] = target.resolve("classes").toUri().toURL();
      for (int i = 0; i < jars.size(); i++) {
        urls[i + 1] = jars.get(i).toUri().toURL();
      }
      return urls;
    }
  }

  private static JsonNode read(Object value) throws ReflectiveOperationException {
    if (value instanceof Collection<?> several) {
      ArrayNode list = JSON.createArrayNode();
      for (Object each : several) {
        list.add(read(each));
      }
      return list;
    }
    Optional<Method> fields =
        Stream.of(value.getClass().getMethods())
            .filter(m -> m.getName().equals("sdkFields"))
            .findFirst();
    if (fields.isEmpty()) {
      return JSON.getNodeFactory().textNode(value.toString());
    }
    ObjectNode object = JSON.createObjectNode();
    for (Object field : (List<?>) fields.get().invoke(value)) {
      Object held =
          field.getClass().getMethod("getValueOrDefault", Object.class).invoke(field, value);
      String name = (String) field.getClass().getMethod("memberName").invoke(field);
      if (held != null && !(held instanceof Collection<?> c && c.isEmpty())) {
        object.set(Character.toLowerCase(name.charAt(0)) + name.substring(1), read(held));
      }
    }
    return object;
  }
}
