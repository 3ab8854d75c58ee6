/// Judging rollouts by their evidence, and telling the gateway.
@NullMarked
package io.plumbline.monitoring.verdict;

import org.jspecify.annotations.NullMarked;
