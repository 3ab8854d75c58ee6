/// Evaluation of live calls: a sampled share is scored by metrics and judges.
@NullMarked
package io.plumbline.eval.online;

import org.jspecify.annotations.NullMarked;
