@NullMarked
package io.plumbline.eval.panel.agreement;

import org.jspecify.annotations.NullMarked;
