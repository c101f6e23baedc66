/** What calls cost in requests and capacity units, whatever was rated before. */
package dev.cloister.feedback.cost;
