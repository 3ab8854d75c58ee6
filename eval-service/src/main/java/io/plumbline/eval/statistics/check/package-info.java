/// Decisions on a limit: a floor, a regression against a baseline, a ceiling.
@NullMarked
package io.plumbline.eval.statistics.check;

import org.jspecify.annotations.NullMarked;
