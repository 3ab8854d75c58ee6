/// How many labels of people a calibrated judge saves, measured on annotations that others have published.
@NullMarked
package io.plumbline.bench.calibration;

import org.jspecify.annotations.NullMarked;
