package dev.cloister.history.content;

import dev.cloister.history.store.HistoryConfig;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketAlreadyExistsException;
import software.amazon.awssdk.services.s3.model.BucketAlreadyOwnedByYouException;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;

/** Makes the bucket at start where that is switched on; checks that what does not spill fits. */
@ApplicationScoped
class BucketAtStart {

  /** An item holds 400 KiB; what is not text in it is short. */
  private static final long MOST_IN_AN_ITEM = 390 * 1024;

  private final S3Client client;
  private final HistoryConfig config;

  BucketAtStart(S3Client client, HistoryConfig config) {
    this.client = client;
    this.config = config;
  }

  void make(@Observes StartupEvent start) {
    if (config.spillThreshold().asLongValue() > MOST_IN_AN_ITEM) {
      throw new IllegalArgumentException("cloister.history.spill-threshold must be at most 390K");
    }
    if (config.create() && !exists()) {
      try {
        client.createBucket(b -> b.bucket(config.bucket()));
      } catch (BucketAlreadyOwnedByYouException | BucketAlreadyExistsException e) {
        // Another pod was first.
      }
    }
  }

  private boolean exists() {
    try {
      client.headBucket(b -> b.bucket(config.bucket()));
      return true;
    } catch (NoSuchBucketException e) {
      return false;
    }
  }
}
