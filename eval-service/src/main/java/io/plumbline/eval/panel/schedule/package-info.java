/// Panels that are created regularly.
@NullMarked
package io.plumbline.eval.panel.schedule;

import org.jspecify.annotations.NullMarked;
