/**
 * The one origin: a reverse proxy with the Ingress's path rules. Bodies stream in both directions
 * as they come, WebSocket upgrades pass, and what a load balancer adds to a request is added.
 */
package dev.cloister.localcloud.gateway;
