/** S3Proxy over a folder of the file system; signatures and presigned addresses are checked. */
package dev.cloister.localcloud.s3;
