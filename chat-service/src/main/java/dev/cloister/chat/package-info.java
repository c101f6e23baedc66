/** chat-service: asks models, streams their answers and serves the web page. */
package dev.cloister.chat;
