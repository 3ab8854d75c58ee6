/// The API and pages of rollout analyses.
@NullMarked
package io.plumbline.monitoring.canary;

import org.jspecify.annotations.NullMarked;
