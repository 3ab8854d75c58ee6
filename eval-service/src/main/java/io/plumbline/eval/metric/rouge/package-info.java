/// ROUGE, as rouge_score computes it.
@NullMarked
package io.plumbline.eval.metric.rouge;

import org.jspecify.annotations.NullMarked;
