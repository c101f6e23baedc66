/**
 * Sessions as their owner sees them: list, read, rename, delete. A session that is being deleted is
 * gone for everybody from the first moment, however long the deletion takes.
 */
package dev.cloister.history.session;
