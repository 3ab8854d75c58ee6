/// The comparison of the ratings of a judge with human labels.
@NullMarked
package io.plumbline.eval.calibration.report;

import org.jspecify.annotations.NullMarked;
