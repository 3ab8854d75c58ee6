/// The metrics of machine translation, as sacreBLEU computes them: BLEU, chrF and TER.
@NullMarked
package io.plumbline.eval.metric.translation;

import org.jspecify.annotations.NullMarked;
