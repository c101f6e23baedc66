package dev.cloister.acceptance.chart;

import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What a service asks AWS for, from its compiled classes. */
final class AwsCalls {

  private static final String SDK = "software.amazon.awssdk.services.";

  /** What is called on a client and asks AWS for nothing. */
  private static final Set<String> LOCAL =
      Set.of("builder", "create", "close", "serviceName", "serviceClientConfiguration");

  /** Where IAM's action has another name than the operation. */
  private static final Map<String, String> ACTIONS =
      Map.of(
          "bedrockruntime:Converse", "bedrock:InvokeModel",
          "bedrockruntime:ConverseStream", "bedrock:InvokeModelWithResponseStream",
          "s3:HeadObject", "s3:GetObject",
          "s3:GetObjectAsBytes", "s3:GetObject",
          "s3:DeleteObjects", "s3:DeleteObject",
          "s3:ListObjectsV2", "s3:ListBucket");

  private AwsCalls() {}

  /** The actions of IAM that a service needs; stores that are made for development do not count. */
  static Set<String> of(String service) {
    var actions = new TreeSet<String>();
    new ClassFileImporter()
        .importPath(Path.of("..", service, "target/classes")).stream()
            .filter(type -> !type.getName().endsWith("AtStart"))
            .flatMap(AwsCalls::accesses)
            .forEach(target -> add(target, actions));
    return actions;
  }

  private static Stream<CodeUnitAccessTarget> accesses(JavaClass type) {
    return Stream.<JavaAccess<?>>concat(
            type.getAccessesFromSelf().stream(), type.getMethodReferencesFromSelf().stream())
        .map(JavaAccess::getTarget)
        .filter(CodeUnitAccessTarget.class::isInstance)
        .map(CodeUnitAccessTarget.class::cast)
        .filter(target -> target.getOwner().getName().startsWith(SDK));
  }

  private static void add(CodeUnitAccessTarget target, Set<String> actions) {
    String owner = target.getOwner().getName().substring(SDK.length());
    String method = target.getName();
    if (owner.endsWith("TransactWriteItem$Builder")) {
      // IAM has no action for a transaction, but for what is in it.
      if (Set.of("put", "update", "delete").contains(method)) {
        actions.add("dynamodb:" + upper(method) + "Item");
      } else if (method.equals("conditionCheck")) {
        actions.add("dynamodb:ConditionCheckItem");
      }
    } else if (owner.matches("\\w+\\.\\w+Client") && !LOCAL.contains(method)) {
      String operation = upper(method.replaceFirst("Paginator$", ""));
      if (!operation.equals("TransactWriteItems")) {
        String plain = owner.substring(0, owner.indexOf('.')) + ":" + operation;
        actions.add(ACTIONS.getOrDefault(plain, plain));
      }
    }
  }

  private static String upper(String name) {
    return Character.toUpperCase(name.charAt(0)) + name.substring(1);
  }
}
