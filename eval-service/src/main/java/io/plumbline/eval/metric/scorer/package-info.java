/// Metrics computed by external services or models.
@NullMarked
package io.plumbline.eval.metric.scorer;

import org.jspecify.annotations.NullMarked;
