/// METEOR, as NLTK computes it.
@NullMarked
package io.plumbline.eval.metric.meteor;

import org.jspecify.annotations.NullMarked;
