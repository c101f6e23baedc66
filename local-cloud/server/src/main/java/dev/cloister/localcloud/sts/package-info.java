/** A stand-in for AWS STS: roles for service accounts, without AWS. */
package dev.cloister.localcloud.sts;
