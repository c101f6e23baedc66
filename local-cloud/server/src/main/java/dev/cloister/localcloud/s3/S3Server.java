package dev.cloister.localcloud.s3;

import dev.cloister.localcloud.LocalCredentials;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;

/** S3 over a folder. Only {@link LocalCredentials} are let in. */
public final class S3Server {

  private final S3Proxy proxy;

  private S3Server(S3Proxy proxy) {
    this.proxy = proxy;
  }

  /** Starts at this address; buckets are folders of the given one. */
  public static S3Server start(String host, int port, Path folder) throws Exception {
    Files.createDirectories(folder);
    S3Proxy proxy =
        S3Proxy.builder()
            // Listing and multipart uploads find nothing under a relative path.
            .blobStore(new FilesystemNio2BlobStore(folder.toAbsolutePath().toString()))
            .endpoint(URI.create("http://" + host + ":" + port))
            .awsAuthentication(
                AuthenticationType.AWS_V2_OR_V4,
                LocalCredentials.ACCESS_KEY_ID,
                LocalCredentials.SECRET_ACCESS_KEY)
            .build();
    proxy.start();
    return new S3Server(proxy);
  }

  /** Stops listening and writes what is still to be written. */
  public void stop() throws Exception {
    proxy.stop();
  }
}
