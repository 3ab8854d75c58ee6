/// Judges held against people: how far their verdicts can be believed, of which model's answers, and until
/// when.
@NullMarked
package io.plumbline.eval.calibration;

import org.jspecify.annotations.NullMarked;
