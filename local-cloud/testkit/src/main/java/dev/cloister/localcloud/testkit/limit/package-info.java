/** What every service's edge refuses of what strangers may send, as tests to extend. */
package dev.cloister.localcloud.testkit.limit;
