/// Verdicts on rollouts, and their delivery to the gateway.
@NullMarked
package io.plumbline.monitoring.verdict;

import org.jspecify.annotations.NullMarked;
