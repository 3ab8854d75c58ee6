/// Estimation from many ratings of a judge and few human labels. Pure arithmetic, independent of services and
/// tables.
@NullMarked
package io.plumbline.eval.calibration.prediction;

import org.jspecify.annotations.NullMarked;
