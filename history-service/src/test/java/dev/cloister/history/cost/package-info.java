/** What calls cost in requests and capacity units, whatever was stored before. */
package dev.cloister.history.cost;
