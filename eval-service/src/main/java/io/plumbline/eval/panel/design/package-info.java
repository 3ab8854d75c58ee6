/// Which annotator labels which item, in which order.
@NullMarked
package io.plumbline.eval.panel.design;

import org.jspecify.annotations.NullMarked;
