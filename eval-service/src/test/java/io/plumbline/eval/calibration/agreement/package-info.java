@NullMarked
package io.plumbline.eval.calibration.agreement;

import org.jspecify.annotations.NullMarked;
