/// Measures of agreement between a judge and people. Pure arithmetic, independent of services and tables.
@NullMarked
package io.plumbline.eval.calibration.agreement;

import org.jspecify.annotations.NullMarked;
