/** Short titles for new sessions, written by a model in the background. */
package dev.cloister.chat.title;
