/**
 * The platform as its users meet it. {@code RunningPlatform} starts what was packaged, as {@code
 * ./cloister up} does, on free ports and with data of its own; {@code Person} talks to it through
 * the one origin.
 */
package dev.cloister.acceptance;
