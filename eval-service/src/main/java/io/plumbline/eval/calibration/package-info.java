/// Calibration of judges against people: reliability, per judged model, with a limited validity.
@NullMarked
package io.plumbline.eval.calibration;

import org.jspecify.annotations.NullMarked;
