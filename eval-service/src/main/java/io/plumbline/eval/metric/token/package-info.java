/// Words, n-grams and stems, which the metrics of texts compare.
@NullMarked
package io.plumbline.eval.metric.token;

import org.jspecify.annotations.NullMarked;
