/// The number of human labels that a calibrated judge saves, measured on published annotations.
@NullMarked
package io.plumbline.bench.calibration;

import org.jspecify.annotations.NullMarked;
