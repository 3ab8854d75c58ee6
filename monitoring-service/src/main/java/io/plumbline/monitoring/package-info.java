/// Call windows, rollout analyses and feedback, projected from the audit log.
@NullMarked
package io.plumbline.monitoring;

import org.jspecify.annotations.NullMarked;
