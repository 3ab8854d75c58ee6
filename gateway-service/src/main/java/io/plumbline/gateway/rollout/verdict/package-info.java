/// Verdicts on the steps of rollouts, and the decisions that follow from them.
@NullMarked
package io.plumbline.gateway.rollout.verdict;

import org.jspecify.annotations.NullMarked;
