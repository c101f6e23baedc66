/** What a service's calls cost at its stores, counted by the AWS SDK's own clients. For tests. */
package dev.cloister.localcloud.testkit.cost;
