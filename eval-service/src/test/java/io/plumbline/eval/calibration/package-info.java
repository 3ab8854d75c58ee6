@NullMarked
package io.plumbline.eval.calibration;

import org.jspecify.annotations.NullMarked;
