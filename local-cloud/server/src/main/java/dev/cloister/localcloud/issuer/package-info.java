/**
 * One OpenID Connect issuer for all services: authorization code with PKCE and a sign-in page for
 * people, the password grant for the command line, client credentials for services. It knows no
 * passwords: whoever reaches it on loopback may be any of its users. What it issues is real: signed
 * with a key of this machine, checked by the services as they check any issuer's.
 */
package dev.cloister.localcloud.issuer;
