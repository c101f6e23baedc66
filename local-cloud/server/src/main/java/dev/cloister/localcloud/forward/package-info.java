/**
 * A cluster's services behind one origin on this machine, where no load balancer is at hand. All
 * traffic goes through {@code kubectl}, with its user's rights.
 */
package dev.cloister.localcloud.forward;
