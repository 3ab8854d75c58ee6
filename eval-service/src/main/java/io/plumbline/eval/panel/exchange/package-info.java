/// Labels of other platforms in, and labels of panels out.
@NullMarked
package io.plumbline.eval.panel.exchange;

import org.jspecify.annotations.NullMarked;
