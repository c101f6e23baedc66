/**
 * The charts as a cluster would get them: rendered by Helm, held against the Kubernetes schemas.
 */
package dev.cloister.acceptance.chart;
