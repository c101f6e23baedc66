/**
 * What models have read and written for whom: every call's tokens, measured or, where Bedrock has
 * not counted them, estimated. A {@link dev.cloister.chat.usage.Meter} goes with each call.
 */
package dev.cloister.chat.usage;
