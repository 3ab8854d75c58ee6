/// The findings of a panel: agreement, scores and reliability of annotators.
@NullMarked
package io.plumbline.eval.panel.result;

import org.jspecify.annotations.NullMarked;
