/**
 * What tests say to the local cloud: {@link dev.cloister.localcloud.testkit.StandIn} orders faults
 * of the Bedrock stand-in and reads what it was asked; {@link
 * dev.cloister.localcloud.testkit.Tokens} signs in, {@link
 * dev.cloister.localcloud.testkit.LossyProxy} is a network that loses requests and replies. The
 * types of the control API stand here once, for both its sides.
 */
package dev.cloister.localcloud.testkit;
