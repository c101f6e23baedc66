/** Who calls: the subject of a verified access token, and whether it is an administrator's. */
package dev.cloister.edge.identity;
