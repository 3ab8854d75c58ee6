/// How well a judge agrees with people. Arithmetic alone: nothing here knows of services or tables.
@NullMarked
package io.plumbline.eval.calibration.agreement;

import org.jspecify.annotations.NullMarked;
