/** What has two builds of the same sources write the same bytes. */
package dev.cloister.buildorder;
