/// Scoring on request.
@NullMarked
package io.plumbline.eval.score;

import org.jspecify.annotations.NullMarked;
