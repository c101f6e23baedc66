/** The control side: faults that were ordered, and what the stand-in was asked. */
package dev.cloister.localcloud.bedrock.control;
