package dev.cloister.buildorder;

import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.annotations.Produce;
import io.quarkus.deployment.builditem.BytecodeTransformerBuildItem;
import io.quarkus.deployment.builditem.MainBytecodeRecorderBuildItem;
import io.quarkus.deployment.builditem.RemovedResourceBuildItem;
import io.quarkus.deployment.builditem.StaticBytecodeRecorderBuildItem;
import java.util.List;
import java.util.concurrent.ExecutorService;
import org.jboss.threads.EnhancedQueueExecutor;

/**
 * Ends a build on one thread where Quarkus cannot do with one.
 *
 * <p>What Quarkus 3.33 records has numbers that build steps get as they come. {@code ./cloister
 * image} gives a build one thread, so that they come in the same order each time; but the step that
 * transforms classes waits for others to do it. By then all is recorded, and this lets them in.
 */
class OneAfterAnother {

  private static final int THREADS = 8;

  /** Produces nothing; saying so puts it before the step that transforms classes. */
  @BuildStep
  @Produce(RemovedResourceBuildItem.class)
  void letOthersIn(
      List<StaticBytecodeRecorderBuildItem> recordedForStart,
      List<MainBytecodeRecorderBuildItem> recordedForMain,
      List<BytecodeTransformerBuildItem> transformers,
      ExecutorService steps) {
    if (steps instanceof EnhancedQueueExecutor narrow && narrow.getMaximumPoolSize() == 1) {
      narrow.setMaximumPoolSize(THREADS);
      narrow.setCorePoolSize(THREADS);
    }
  }
}
