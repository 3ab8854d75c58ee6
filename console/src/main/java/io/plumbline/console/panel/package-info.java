/// Human panels: their annotators, agreement, results and disputed items.
@NullMarked
package io.plumbline.console.panel;

import org.jspecify.annotations.NullMarked;
