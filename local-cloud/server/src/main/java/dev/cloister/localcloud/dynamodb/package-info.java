/** Amazon's DynamoDB Local behind a connector that listens on loopback only. */
package dev.cloister.localcloud.dynamodb;
