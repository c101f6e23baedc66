/**
 * The launcher: the local cloud in this process, the three services as children of it, and the
 * words that tell a person what happens. Data flows one way: {@code Options} and the caller's
 * environment to {@code Plan}, from there to {@code CloudServers} and {@code ServiceProcess}.
 */
package dev.cloister.localcloud.platform;
