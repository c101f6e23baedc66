/** The service as its callers meet it, over HTTP and on the stand-ins of the local cloud. */
package dev.cloister.feedback;
