/// Return on investment.
@NullMarked
package io.plumbline.console.roi;

import org.jspecify.annotations.NullMarked;
