/**
 * What messages say. Small contents lie in the message's item; larger ones in the bucket, with a
 * pointer in the item. The object is always written first, so no pointer dangles.
 */
package dev.cloister.history.content;
