/// What a judge's many verdicts and people's few labels say together. Arithmetic alone: nothing here knows of
/// services or tables.
@NullMarked
package io.plumbline.eval.calibration.prediction;

import org.jspecify.annotations.NullMarked;
