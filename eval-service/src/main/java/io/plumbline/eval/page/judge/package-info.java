/// The pages of judges and their calibrations.
@NullMarked
package io.plumbline.eval.page.judge;

import org.jspecify.annotations.NullMarked;
