/// What is known of each rollout: how its two arms do, and what that is evidence of.
@NullMarked
package io.plumbline.monitoring.rollout;

import org.jspecify.annotations.NullMarked;
