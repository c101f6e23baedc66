/**
 * Who calls: the configured issuers and their keys, the rules that an access token must keep, and
 * whose it is. {@link dev.cloister.edge.identity.Caller} and {@link
 * dev.cloister.edge.identity.CallingWorkload} are what the services see of it.
 */
package dev.cloister.edge.identity;
