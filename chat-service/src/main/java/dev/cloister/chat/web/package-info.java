/** What the web page needs from its origin besides the API: settings and protective headers. */
package dev.cloister.chat.web;
