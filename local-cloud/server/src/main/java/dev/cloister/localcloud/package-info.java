/**
 * What a private cluster has around the services, in one process and on loopback: DynamoDB, S3, an
 * issuer, Bedrock's stand-in and the one origin. Each has a package; {@link
 * dev.cloister.localcloud.LocalCloud} is the command, and {@code platform} puts it all together.
 */
package dev.cloister.localcloud;
