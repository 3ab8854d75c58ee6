@NullMarked
package io.plumbline.eval.calibration.prediction;

import org.jspecify.annotations.NullMarked;
