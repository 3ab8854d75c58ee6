/// Rollouts: list, page with the evidence as it grows, start, and the decisions of a person.
@NullMarked
package io.plumbline.console.rollout;

import org.jspecify.annotations.NullMarked;
