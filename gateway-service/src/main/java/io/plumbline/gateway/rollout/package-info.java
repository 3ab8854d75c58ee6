/// Rollouts: they move a route from one version of its model to another, step by step, by verdicts.
@NullMarked
package io.plumbline.gateway.rollout;

import org.jspecify.annotations.NullMarked;
