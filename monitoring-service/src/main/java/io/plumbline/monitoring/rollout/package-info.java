/// The analysis of each rollout: observations of both variants, and their evidence.
@NullMarked
package io.plumbline.monitoring.rollout;

import org.jspecify.annotations.NullMarked;
