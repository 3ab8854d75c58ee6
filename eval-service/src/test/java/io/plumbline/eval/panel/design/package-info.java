@NullMarked
package io.plumbline.eval.panel.design;

import org.jspecify.annotations.NullMarked;
