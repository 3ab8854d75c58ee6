/// What a gate determines before its first call: baseline, configurations, items.
@NullMarked
package io.plumbline.eval.gate.run.preparation;

import org.jspecify.annotations.NullMarked;
