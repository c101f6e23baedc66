/** Attacks on every route of a service, from its OpenAPI document, so that none is forgotten. */
package dev.cloister.localcloud.testkit.routes;
