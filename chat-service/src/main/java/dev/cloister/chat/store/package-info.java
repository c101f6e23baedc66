/**
 * The table of budgets and usage: its one gateway, and its making in development. What is in it is
 * told in {@code docs/adr/0011-budgets-are-one-item-per-person.md}.
 */
package dev.cloister.chat.store;
