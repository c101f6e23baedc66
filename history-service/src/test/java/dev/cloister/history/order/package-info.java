/** Whether the order and the number of what is stored is what its writers were told. */
package dev.cloister.history.order;
