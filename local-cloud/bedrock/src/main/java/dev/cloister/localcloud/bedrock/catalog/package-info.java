/** The models and inference profiles that the stand-in knows, and the two lists of them. */
package dev.cloister.localcloud.bedrock.catalog;
